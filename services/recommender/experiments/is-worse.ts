import type { Answer, Question } from '../../contracts/http/answers.ts';
import type { ExperimentFault } from '../../contracts/http/experiments.ts';
import { judgeAnswer } from '../budgets/judge-answer.ts';

/**
 * Whether a list is worse for what was done: by another model than the flag's, from less or older knowledge than there
 * was, or bad by any objective. So an experiment spends more of the budgets in its own books than in theirs, never less.
 */
export const isWorse = (fault: ExperimentFault, question: Question, answer: Answer): boolean => {
  if (answer.servedBy !== 'preferred' || fault.kind === 'stale') return true;
  if (fault.kind === 'drop-inputs' && fault.model === answer.model.name) return true;
  return Object.values(judgeAnswer(question, answer)).includes(false);
};
