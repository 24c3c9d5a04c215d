import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  activatePolicy,
  getDryRun,
  listPolicies,
  proposePolicy,
  startDryRun,
  type DryRun,
} from '../../../services/contracts/http/policies.ts';
import type { Policy } from '../../../services/contracts/policy.ts';
import type { ReplyOf } from '../../../services/contracts/http/route.ts';
import { callRoute } from '../../look/api.ts';
import { problemOf } from '../../look/problem-error.ts';
import { shortDigest } from '../frame/status-words.ts';
import { showDone, showNotUndone } from '../frame/show-done.tsx';
import { undoReason } from '../frame/undo-reason.ts';

export type PolicyState = ReplyOf<typeof listPolicies>;

const LIVE_MS = 5_000;
const PROGRESS_MS = 400;
const POLICIES = ['policies'];
const dryRunKey = (digest: string) => ['dry-run', digest];

/** All known policies, live. */
export const usePolicies = () =>
  useQuery({
    queryKey: POLICIES,
    queryFn: ({ signal }) => callRoute(listPolicies, { signal }),
    refetchInterval: LIVE_MS,
  });

const readDryRun = async (digest: string, signal: AbortSignal): Promise<DryRun | null> => {
  try {
    return await callRoute(getDryRun, { params: { digest }, signal });
  } catch (error) {
    if (problemOf(error).code === 'no-dry-run') return null;
    throw error;
  }
};

/** The last dry run of a policy, watched closely while it runs; null if there was none. */
export const useDryRun = (digest: string) =>
  useQuery({
    queryKey: dryRunKey(digest),
    queryFn: ({ signal }) => readDryRun(digest, signal),
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? PROGRESS_MS : false),
  });

/** Starts a dry run, or joins the one that is under way. */
export const useStartDryRun = () => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (digest: string) => callRoute(startDryRun, { params: { digest } }),
    onSuccess: async (run, digest) => {
      // An answer from before the start must not come after it.
      await queries.cancelQueries({ queryKey: dryRunKey(digest) });
      queries.setQueryData(dryRunKey(digest), run);
    },
  });
};

/** Proposes a policy. `onProposed` comes with its digest once it is among those known. */
export const usePropose = (onProposed: (digest: string) => void) => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (policy: Policy) => callRoute(proposePolicy, { body: policy }),
    onSuccess: async ({ digest }) => {
      await queries.invalidateQueries({ queryKey: POLICIES });
      onProposed(digest);
    },
  });
};

interface Activation {
  readonly digest: string;
  readonly reason: string;
  /** What its author saw in force: another one in between must not be overwritten unseen. */
  readonly expected: string;
}

const activate = ({ digest, ...body }: Activation) => callRoute(activatePolicy, { params: { digest }, body });

/** Puts a policy in force and offers to take it back; undo is an activation like any other. */
export const useActivate = (onActivated: () => void) => {
  const queries = useQueryClient();
  const takeBack = async (activation: Activation): Promise<void> => {
    try {
      await activate(activation);
      showDone(`Policy ${shortDigest(activation.digest)} is in force again.`);
    } catch (error) {
      showNotUndone(error);
    }
    await queries.invalidateQueries({ queryKey: POLICIES });
  };
  return useMutation({
    mutationFn: activate,
    onSuccess: async ({ digest, previous }, { reason }) => {
      const back = { digest: previous, reason: undoReason(reason), expected: digest };
      showDone(`Policy ${shortDigest(digest)} is in force.`, () => void takeBack(back));
      await queries.invalidateQueries({ queryKey: POLICIES });
      onActivated();
    },
    onError: () => queries.invalidateQueries({ queryKey: POLICIES }),
  });
};
