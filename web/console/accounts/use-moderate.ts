import { useMutation, useQueryClient } from '@tanstack/react-query';
import { showDone, showNotUndone } from '../frame/show-done.tsx';
import { actWords, moderate, opposite, type ModerationAct } from './moderation-act.ts';
import { refreshAfterActs } from './refresh-after-acts.ts';

interface Moderation {
  readonly act: ModerationAct;
  readonly reason: string;
}

/** Moderates an account and offers to take it back: undo is the opposite act, on the log like any other. */
export const useModerate = (accountId: string, onDone: () => void) => {
  const queries = useQueryClient();
  const takeBack = async ({ act, reason }: Moderation): Promise<void> => {
    try {
      await moderate(accountId, act, reason);
      showDone(actWords(act, accountId).done);
    } catch (error) {
      showNotUndone(error);
    }
    await refreshAfterActs(queries);
  };
  return useMutation({
    mutationFn: ({ act, reason }: Moderation) => moderate(accountId, act, reason),
    onSuccess: async (_, { act, reason }) => {
      const back = opposite(act, reason);
      onDone();
      showDone(actWords(act, accountId).done, back && (() => void takeBack(back)));
      await refreshAfterActs(queries);
    },
  });
};
