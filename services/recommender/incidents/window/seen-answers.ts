import { z } from 'zod';
import { type SeenAnswer, seenAnswer } from '../../../contracts/incident-window.ts';
import type { RecentAnswer } from '../recent-answers.ts';

const PLACES = 10;

/** As much of an exposure as monitors read; what another version wrote otherwise is left out. */
const exposed = z.object({
  time: z.string(),
  data: z.object({
    requestId: z.string(),
    question: z.object({ kind: z.literal('recommendations'), accountId: z.string() }),
    answer: z.object({
      position: z.string(),
      policy: z.string(),
      servedBy: z.string(),
      variant: z.string().optional(),
      basis: z.string(),
      staleSince: z.string().optional(),
      model: z.object({ name: z.string() }),
      items: z.array(z.object({ itemId: z.string() })),
    }),
  }),
});

/** What was read of each: an answer that went out never changes, and reading 650 of them anew takes 20 ms. */
const known = new WeakMap<RecentAnswer, readonly SeenAnswer[]>();

const read = ({ exposure, at, hasHistory }: RecentAnswer): readonly SeenAnswer[] => {
  const { success, data: went } = exposed.safeParse(exposure);
  if (!success) return [];
  const { requestId, question, answer } = went.data;
  const seen = seenAnswer.safeParse({
    ...{ requestId, at, time: went.time, accountId: question.accountId },
    position: answer.position,
    hasHistory,
    ...(answer.variant !== undefined && { variant: answer.variant }),
    ...{ model: answer.model.name, basis: answer.basis, servedBy: answer.servedBy, policy: answer.policy },
    items: answer.items.slice(0, PLACES).map(({ itemId }) => itemId),
    isStale: answer.staleSince !== undefined,
  });
  return seen.success ? [seen.data] : [];
};

const seenAnswerOf = (answer: RecentAnswer): readonly SeenAnswer[] => {
  const seen = known.get(answer) ?? read(answer);
  known.set(answer, seen);
  return seen;
};

/** Lists that went out, as monitors read them. */
export const seenAnswersOf = (answers: readonly RecentAnswer[]): SeenAnswer[] =>
  answers.flatMap(seenAnswerOf);
