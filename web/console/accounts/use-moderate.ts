import { useMutation, useQueryClient } from '@tanstack/react-query';
import { showDone, showNotUndone } from '../frame/show-done.tsx';
import { doneText, moderate, opposite, type ModerationAct } from './moderation-act.ts';
import { refreshAfterActs } from './refresh-after-acts.ts';

interface Moderation {
  readonly accountIds: readonly string[];
  readonly act: ModerationAct;
  readonly reason: string;
}

const doIt = ({ accountIds, act, reason }: Moderation) => moderate(accountIds, act, reason);

/**
 * Moderates accounts and offers to take it back: undo is the opposite act on those that were changed, on the log like any
 * other.
 */
export const useModerate = (onDone: () => void) => {
  const queries = useQueryClient();
  const takeBack = async (back: Moderation): Promise<void> => {
    try {
      showDone(doneText(back.act, await doIt(back)));
    } catch (error) {
      showNotUndone(error);
    }
    await refreshAfterActs(queries);
  };
  return useMutation({
    mutationFn: doIt,
    onSuccess: async (accountIds, { act, reason }) => {
      const back = opposite(act, reason);
      onDone();
      showDone(doneText(act, accountIds), back && (() => void takeBack({ ...back, accountIds })));
      await refreshAfterActs(queries);
    },
  });
};
