import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  abortRollout,
  getRollout,
  listRollouts,
  listStaleFlags,
  pauseRollout,
  promoteRollout,
  resumeRollout,
  startRollout,
} from '../../../services/contracts/http/rollouts.ts';
import type { RolloutDocument } from '../../../services/contracts/rollout.ts';
import { callRoute } from '../../look/api.ts';
import { showDone } from '../frame/show-done.tsx';
import { LIVE_MS } from '../frame/use-status.ts';

const ROLLOUTS = ['rollouts'];

/** Live: what there is, and what a new one can begin with. */
export const useRollouts = () =>
  useQuery({
    queryKey: ROLLOUTS,
    queryFn: ({ signal }) => callRoute(listRollouts, { signal }),
    refetchInterval: LIVE_MS,
  });

/** Live: one with its evidence. */
export const useRollout = (rolloutId: string) =>
  useQuery({
    queryKey: [...ROLLOUTS, rolloutId],
    queryFn: ({ signal }) => callRoute(getRollout, { params: { rolloutId }, signal }),
    refetchInterval: LIVE_MS,
  });

export const useStaleFlags = () =>
  useQuery({ queryKey: ['flags', 'stale'], queryFn: ({ signal }) => callRoute(listStaleFlags, { signal }) });

type Start = Pick<RolloutDocument, 'challenger' | 'steps'> & { readonly reason: string };

export const useStartRollout = (onDone: () => void) => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: Start) => callRoute(startRollout, { body }),
    onSuccess: async () => {
      onDone();
      showDone('The rollout has begun. It goes on, and back, by itself.');
      await queries.invalidateQueries();
    },
  });
};

/** What a person can do about a rollout, with the words for it. */
export const ROLLOUT_ACTS = {
  pause: {
    route: pauseRollout,
    button: 'Pause',
    consequence:
      'It stays at this step until somebody resumes it. Guardrails go on: harm still takes it back.',
    done: 'The rollout is paused.',
  },
  resume: {
    route: resumeRollout,
    button: 'Resume',
    consequence: 'It goes on from this step.',
    done: 'The rollout goes on.',
  },
  abort: {
    route: abortRollout,
    button: 'Abort',
    consequence: 'The challenger is taken back: everybody gets the model from before. The rollout is over.',
    done: 'The challenger is taken back.',
  },
  promote: {
    route: promoteRollout,
    button: 'Promote',
    consequence: 'Everybody gets the challenger now, whatever was seen so far. The rollout is over.',
    done: 'The challenger is everybody’s.',
  },
} as const;
export type RolloutAct = keyof typeof ROLLOUT_ACTS;

export const useRolloutAct = (rolloutId: string, act: RolloutAct, onDone: () => void) => {
  const queries = useQueryClient();
  const { route, done } = ROLLOUT_ACTS[act];
  return useMutation({
    mutationFn: (reason: string) => callRoute(route, { params: { rolloutId }, body: { reason } }),
    onSuccess: async () => {
      onDone();
      showDone(done);
      await queries.invalidateQueries();
    },
    onError: () => queries.invalidateQueries({ queryKey: ROLLOUTS }),
  });
};
