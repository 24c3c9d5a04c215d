import { useMutation, useQuery } from '@tanstack/react-query';
import {
  type BehaviourDocument,
  getBehaviours,
  putBehaviours,
  runBehavioursNow,
} from '../../../services/contracts/http/behaviours.ts';
import type { ReplyOf } from '../../../services/contracts/http/route.ts';
import { callRoute } from '../../look/api.ts';
import { useUndoableSave } from '../frame/use-undoable-save.ts';

export type BehavioursState = ReplyOf<typeof getBehaviours>;

const LIVE_MS = 5_000;
const QUERY = ['behaviours'];

/** The statements in force and how they stand, live. */
export const useBehaviours = () =>
  useQuery({
    queryKey: QUERY,
    queryFn: ({ signal }) => callRoute(getBehaviours, { signal }),
    refetchInterval: LIVE_MS,
  });

/** Checks statements that aren't in force against the baseline model; changes nothing. */
export const useTryBehaviours = () =>
  useMutation({
    mutationFn: (documents: BehaviourDocument[]) => callRoute(runBehavioursNow, { body: { documents } }),
  });

interface Save {
  readonly documents: BehaviourDocument[];
  readonly reason: string;
  readonly base: BehavioursState;
}

const save = ({ documents, reason, base }: Save): Promise<BehavioursState> =>
  callRoute(putBehaviours, { body: { documents, reason, expected: base.digest } });

/** Puts statements in force and offers to take it back. */
export const useSaveBehaviours = (onSaved: () => void) =>
  useUndoableSave<BehavioursState, Save>(
    {
      queryKey: QUERY,
      save,
      backTo: ({ documents }) => ({ documents }),
      done: 'The statements are in force, and checked each minute.',
      undone: 'The statements are as they were before.',
    },
    onSaved,
  );
