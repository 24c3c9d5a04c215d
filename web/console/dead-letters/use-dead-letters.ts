import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  dropDeadLetters,
  listDeadLetters,
  replayDeadLetters,
  type WhichLetters,
} from '../../../services/contracts/http/dead-letters.ts';
import { counted } from '../../look/format.ts';
import { callRoute } from '../../look/api.ts';
import { showDone } from '../frame/show-done.tsx';
import { replayText } from './letter-words.ts';

const LETTERS = ['dead-letters'];
/** Each question lists the object store. */
const EVERY_MS = 10_000;

/** The newest of a reason, or of all. */
export const useDeadLetters = (reason: string | undefined) =>
  useQuery({
    queryKey: [...LETTERS, reason],
    queryFn: ({ signal }) =>
      callRoute(listDeadLetters, { query: { ...(reason !== undefined && { reason }) }, signal }),
    refetchInterval: EVERY_MS,
  });

export type LetterAct = 'replay' | 'drop';

/** Judges letters anew, or drops them. */
export const useLetterAct = (act: LetterAct, which: WhichLetters, onDone: () => void) => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      if (act === 'replay') return replayText(await callRoute(replayDeadLetters, { body: which }));
      const { dropped } = await callRoute(dropDeadLetters, { body: which });
      return `${counted(dropped, 'dead letter')} dropped.`;
    },
    onSuccess: async (text) => {
      onDone();
      showDone(text);
      await queries.invalidateQueries({ queryKey: LETTERS });
    },
  });
};
