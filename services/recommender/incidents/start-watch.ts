import type { Logger } from 'pino';
import type { Question } from '../../contracts/http/answers.ts';
import type { Chores } from '../../platform/chores/chores.ts';
import type { EventLog } from '../../platform/event-log/event-log.ts';
import type { Mount } from '../../platform/http/mount.ts';
import type { ObjectStore } from '../../platform/object-store/object-store.ts';
import type { Answering } from '../answers/answering.ts';
import { mountBehaviours } from '../behaviours/routes.ts';
import type { Models } from '../registry/open-models.ts';
import type { Follower } from '../replay/follower.ts';
import type { OwnEvents } from '../replay/own-events.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import type { Seal } from '../snapshots/snapshots.ts';
import { Asking } from './asking.ts';
import { IncidentBundles } from './bundles/incident-bundles.ts';
import { IncidentWatch } from './incident-watch.ts';
import type { Publication } from './publication.ts';
import { mountIncidents } from './routes.ts';

interface WatchDeps {
  readonly log: EventLog;
  readonly logger: Logger;
  readonly newId: () => string;
  readonly objects: ObjectStore;
  readonly seal?: Seal;
  readonly createChores: () => Chores;
}

interface WatchParts {
  readonly state: RecommenderState;
  readonly follower: Follower;
  readonly put: OwnEvents;
  readonly answering: Answering;
  readonly publication: Publication;
  /** Of trained models: what they answer from goes into a bundle, and what isn't believed opens an incident. */
  readonly models: Pick<Models, 'registry'>;
  readonly now: () => number;
  readonly isReady: () => boolean;
}

/** Looks for incidents, keeps what they were opened on, and tells of both. Disposing ends the looking. */
export const startWatch = (
  mount: Mount,
  { log, logger, newId, objects, seal, createChores }: WatchDeps,
  { answering, publication, models: { registry }, ...parts }: WatchParts,
): AsyncDisposable => {
  const { state, put, now } = parts;
  const preview = (question: Question) => answering.preview(question);
  const reproduce = (requestId: string) => answering.reproduce(requestId);
  const bundles = seal && new IncidentBundles({ ...parts, objects, seal, registry, preview });
  const asking = new Asking({ state, preview, reproduce });
  const artifacts = {
    refused: () => registry.refused(),
    recheck: () => registry.recheck(),
    live: () => registry.live(),
  };
  const watch = new IncidentWatch({ ...parts, log, logger, newId, asking, ...artifacts, preview, bundles });
  mountIncidents(mount, { state, publication, watch, bundles, logger });
  mountBehaviours(mount, { state, put, now, lastRun: () => watch.behaviours });
  const chores = createChores();
  chores.start(watch.chore);
  return chores;
};
