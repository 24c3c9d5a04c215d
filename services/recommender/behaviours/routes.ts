import {
  type BehaviourRun,
  getBehaviours,
  putBehaviours,
  runBehavioursNow,
} from '../../contracts/http/behaviours.ts';
import type { Mount } from '../../platform/http/mount.ts';
import type { OwnEvents } from '../replay/own-events.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import { runBehaviours } from './run-behaviours.ts';

interface BehaviourRoutes {
  readonly state: RecommenderState;
  readonly put: OwnEvents;
  /** As the statements were checked here last. */
  readonly lastRun: () => Omit<BehaviourRun, 'model'> | undefined;
  /** Milliseconds. */
  readonly now: () => number;
}

export const mountBehaviours = (mount: Mount, { state, put, lastRun, now }: BehaviourRoutes): void => {
  const current = () => {
    const last = lastRun();
    return {
      documents: [...state.behaviours.documents],
      ...(last && { lastRun: last }),
      changes: [...state.behaviours.changes],
    };
  };
  mount(getBehaviours, current);
  mount(putBehaviours, async ({ body: { documents, reason }, principal: author }) => {
    await put({ type: 'behaviours.changed', data: { documents, reason, author } }, 'behaviours');
    return current();
  });
  mount(runBehavioursNow, async ({ body: { model, documents = state.behaviours.documents } }) => {
    const { position } = state;
    const results = await runBehaviours(state, model, documents);
    return { position, time: new Date(now()).toISOString(), model, results };
  });
};
