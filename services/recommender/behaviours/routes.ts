import {
  type BehaviourRun,
  getBehaviours,
  putBehaviours,
  runBehavioursNow,
} from '../../contracts/http/behaviours.ts';
import { digestOf } from '../../platform/digest/canonical-digest.ts';
import { AppError } from '../../platform/http/app-error.ts';
import type { Mount } from '../../platform/http/mount.ts';
import type { OwnEvents } from '../replay/own-events.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import { defaultBehaviours } from './default-behaviours.ts';
import { runBehaviours } from './run-behaviours.ts';

interface BehaviourRoutes {
  readonly state: RecommenderState;
  readonly put: OwnEvents;
  /** As the statements were checked here last. */
  readonly lastRun: () => Omit<BehaviourRun, 'model'> | undefined;
  /** Milliseconds. */
  readonly now: () => number;
}

/** @throws AppError 409 */
const checkInForce = (digest: string, expected = digest): void => {
  if (digest === expected) return;
  const detail = 'Somebody was quicker: look at the statements as they are now, and edit them again.';
  throw new AppError(409, 'behaviours-changed', detail, { facts: { digest } });
};

export const mountBehaviours = (mount: Mount, { state, put, lastRun, now }: BehaviourRoutes): void => {
  const current = () => {
    const last = lastRun();
    return {
      documents: [...state.behaviours.documents],
      digest: state.behaviours.digest,
      initial: { documents: [...defaultBehaviours], digest: digestOf(defaultBehaviours) },
      ...(last && { lastRun: last }),
      changes: state.behaviours.changes.map((change) => ({ ...change, digest: digestOf(change.documents) })),
    };
  };
  mount(getBehaviours, current);
  mount(putBehaviours, async ({ body: { documents, reason, expected }, principal: author }) => {
    checkInForce(state.behaviours.digest, expected);
    await put({ type: 'behaviours.changed', data: { documents, reason, author } }, 'behaviours');
    return current();
  });
  mount(runBehavioursNow, async ({ body: { model, documents = state.behaviours.documents } }) => {
    const { position } = state;
    const results = await runBehaviours(state, model, documents);
    return { position, time: new Date(now()).toISOString(), model, results };
  });
};
