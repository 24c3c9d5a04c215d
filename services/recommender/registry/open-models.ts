import type { Logger } from 'pino';
import type { Chores } from '../../platform/chores/chores.ts';
import type { EventLog } from '../../platform/event-log/event-log.ts';
import type { ObjectStore } from '../../platform/object-store/object-store.ts';
import type { Signer } from '../../platform/signing/signer.ts';
import type { Follower } from '../replay/follower.ts';
import type { OwnEvents } from '../replay/own-events.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import { Trainings } from '../training/trainings.ts';
import { type LiveModel, ModelRegistry } from './model-registry.ts';

/** How often it is looked whether a model is to be trained, in milliseconds. */
const EVERY = 60_000;

interface ModelsDeps {
  readonly log: EventLog;
  readonly state: RecommenderState;
  readonly follower: Follower;
  readonly put: OwnEvents;
  readonly objects: ObjectStore;
  readonly signer: Signer;
  /** Of Relish. */
  readonly version: string;
  /** Shared with the replicas; without them models are trained only when somebody asks. */
  readonly createChores: () => Chores;
  readonly logger: Logger;
  readonly now: () => number;
  readonly isReady: () => boolean;
  /** Hears of each model's newest artifact that verifies. */
  readonly onArtifact: (live: LiveModel) => void;
}

/** Models that are trained: what trains them, and which artifacts are believed. */
export interface Models extends AsyncDisposable {
  readonly registry: ModelRegistry;
  readonly trainings: Trainings;
}

/** Trains models when they are due, once over all replicas, and takes up what was trained. */
export const openModels = (deps: ModelsDeps): Models => {
  const { objects: store, signer, createChores } = deps;
  const registry = new ModelRegistry({ ...deps, store, trusted: signer.trusted });
  registry.onArtifact(deps.onArtifact);
  const trainings = new Trainings(deps);
  const chores = createChores();
  const work = (stop: AbortSignal) => trainings.trainWhatIsDue(stop);
  chores.start({ name: 'recommender.train', everyMs: EVERY, work });
  return {
    registry,
    trainings,
    async [Symbol.asyncDispose]() {
      // A chore ends when its training does, and that is given up first.
      await trainings[Symbol.asyncDispose]();
      await chores[Symbol.asyncDispose]();
      await registry[Symbol.asyncDispose]();
    },
  };
};
