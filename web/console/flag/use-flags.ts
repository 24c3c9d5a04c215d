import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getFlags, putFlags, type FlagDefinition } from '../../../services/contracts/http/flags.ts';
import type { ReplyOf } from '../../../services/contracts/http/route.ts';
import { callRoute } from '../../look/api.ts';
import { localProblem, ProblemError } from '../../look/problem-error.ts';
import { showDone, showNotUndone } from '../frame/show-done.tsx';
import { undoReason } from '../frame/undo-reason.ts';

export type FlagState = ReplyOf<typeof getFlags>;

const LIVE_MS = 5_000;
const QUERY = ['flags'];

/** The flags as they are, live. */
export const useFlags = () =>
  useQuery({
    queryKey: QUERY,
    queryFn: ({ signal }) => callRoute(getFlags, { signal }),
    refetchInterval: LIVE_MS,
  });

interface Save {
  readonly flags: FlagDefinition;
  readonly reason: string;
  /** The state that the author saw: another one in between must not be overwritten unseen. */
  readonly base: FlagState;
}

const save = async ({ flags, reason, base }: Save): Promise<FlagState> => {
  const now = await callRoute(getFlags);
  if (now.digest !== base.digest) {
    throw new ProblemError(
      localProblem(
        409,
        'flags-changed',
        'Somebody was quicker',
        'The flags changed while you were editing. Close this, look at the new state, and edit again.',
      ),
    );
  }
  return callRoute(putFlags, { body: { flags, reason } });
};

/**
 * Saves a flag definition with the reason and offers to take it back; undo is a change like any other.
 * `onSaved` comes once the new state is known.
 */
export const useSaveFlags = (onSaved: () => void) => {
  const queries = useQueryClient();
  const takeBack = async (change: Save): Promise<void> => {
    try {
      queries.setQueryData(QUERY, await save(change));
      showDone('The flag is as it was before.');
    } catch (error) {
      showNotUndone(error);
    }
  };
  return useMutation({
    mutationFn: save,
    onSuccess: (state, { base, reason }) => {
      queries.setQueryData(QUERY, state);
      const back = { flags: base.flags, reason: undoReason(reason), base: state };
      showDone('The flag is saved and acts within a second.', () => void takeBack(back));
      onSaved();
    },
    onError: () => queries.invalidateQueries({ queryKey: QUERY }),
  });
};
