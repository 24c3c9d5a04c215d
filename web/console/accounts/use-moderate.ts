import { useMutation, useQueryClient } from '@tanstack/react-query';
import { showDone, showNotUndone } from '../frame/show-done.tsx';
import { actWords, moderate, opposite, type ModerationAct } from './moderation-act.ts';

interface Moderation {
  readonly act: ModerationAct;
  readonly reason: string;
}

/** What an act on an account can change: everything that is shown of votes. */
const TOUCHED = ['account', 'accounts', 'demotions', 'overview', 'status', 'items', 'certificate'];

/** Moderates an account and offers to take it back: undo is the opposite act, on the log like any other. */
export const useModerate = (accountId: string, onDone: () => void) => {
  const queries = useQueryClient();
  const refresh = () => Promise.all(TOUCHED.map((name) => queries.invalidateQueries({ queryKey: [name] })));
  const takeBack = async ({ act, reason }: Moderation): Promise<void> => {
    try {
      await moderate(accountId, act, reason);
      showDone(actWords(act, accountId).done);
    } catch (error) {
      showNotUndone(error);
    }
    await refresh();
  };
  return useMutation({
    mutationFn: ({ act, reason }: Moderation) => moderate(accountId, act, reason),
    onSuccess: async (_, { act, reason }) => {
      const back = opposite(act, reason);
      onDone();
      showDone(actWords(act, accountId).done, back && (() => void takeBack(back)));
      await refresh();
    },
  });
};
