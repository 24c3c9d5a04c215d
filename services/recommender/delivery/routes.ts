import {
  abortRollout,
  getRollout,
  listRollouts,
  listStaleFlags,
  pauseRollout,
  promoteRollout,
  resumeRollout,
  startRollout,
} from '../../contracts/http/rollouts.ts';
import { MODEL_FLAG } from '../../platform/flags/default-flags.ts';
import type { Mount } from '../../platform/http/mount.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import { staleFlags } from '../rollout/stale-flags.ts';
import type { RolloutDesk } from './rollout-desk.ts';

const acts = [
  [pauseRollout, 'paused'],
  [resumeRollout, 'resumed'],
  [abortRollout, 'aborted'],
  [promoteRollout, 'promoted'],
] as const;

export const mountRollouts = (
  mount: Mount,
  {
    desk,
    state,
    now,
  }: { readonly desk: RolloutDesk; readonly state: RecommenderState; readonly now: () => number },
): void => {
  mount(listRollouts, () => desk.list());
  mount(getRollout, ({ params }) => desk.view(params.rolloutId));
  mount(startRollout, ({ body, principal }) => desk.start(body, principal));
  for (const [route, act] of acts)
    mount(route, ({ params, body, principal }) => desk.act({ ...params, ...body, act, author: principal }));
  mount(listStaleFlags, ({ query: { days } }) => {
    const driven = state.rollouts.active ? MODEL_FLAG : undefined;
    return { flags: [...staleFlags(state.flags, { driven, now: now(), days })] };
  });
};
