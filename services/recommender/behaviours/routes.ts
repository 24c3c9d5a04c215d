import {
  type BehaviourRun,
  getBehaviours,
  putBehaviours,
  runBehavioursNow,
} from '../../contracts/http/behaviours.ts';
import { digestOf } from '../../platform/digest/canonical-digest.ts';
import type { Mount } from '../../platform/http/mount.ts';
import { OneByOne } from '../replay/one-by-one.ts';
import type { OwnEvents } from '../replay/own-events.ts';
import { stillInForce } from '../replay/still-in-force.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import { defaultBehaviours } from './default-behaviours.ts';
import { runBehaviours } from './run-behaviours.ts';

/** Each asks some hundreds of questions. */
const MAX_WAITING = 8;

interface BehaviourRoutes {
  readonly state: RecommenderState;
  readonly put: OwnEvents;
  /** As the statements were checked here last. */
  readonly lastRun: () => Omit<BehaviourRun, 'model'> | undefined;
  /** Milliseconds. */
  readonly now: () => number;
}

export const mountBehaviours = (mount: Mount, { state, put, lastRun, now }: BehaviourRoutes): void => {
  const turns = new OneByOne(MAX_WAITING, {
    code: 'too-many-runs',
    detail: 'Too many runs of statements wait already: try again when one is done.',
    retryAfterSeconds: 2,
  });
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
    const check = stillInForce('behaviours', expected, () => state.behaviours.digest);
    await put({ type: 'behaviours.changed', data: { documents, reason, author } }, 'behaviours', check);
    return current();
  });
  mount(runBehavioursNow, async ({ body: { model, documents = state.behaviours.documents } }) => {
    return turns.do(async () => {
      const { position } = state;
      const results = await runBehaviours(state, model, documents);
      return { position, time: new Date(now()).toISOString(), model, results };
    });
  });
};
