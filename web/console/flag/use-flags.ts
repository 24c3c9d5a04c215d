import { useQuery } from '@tanstack/react-query';
import { getFlags, putFlags, type FlagDefinition } from '../../../services/contracts/http/flags.ts';
import type { ReplyOf } from '../../../services/contracts/http/route.ts';
import { callRoute } from '../../look/api.ts';
import { useUndoableSave } from '../frame/use-undoable-save.ts';

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
  readonly base: FlagState;
}

const save = ({ flags, reason, base }: Save): Promise<FlagState> =>
  callRoute(putFlags, { body: { flags, reason, expected: base.digest } });

/** Saves a flag definition with the reason and offers to take it back. `onSaved` comes once the new state is known. */
export const useSaveFlags = (onSaved: () => void) =>
  useUndoableSave<FlagState, Save>(
    {
      queryKey: QUERY,
      save,
      backTo: ({ flags }) => ({ flags }),
      done: 'The flag is saved and acts within a second.',
      undone: 'The flag is as it was before.',
    },
    onSaved,
  );
