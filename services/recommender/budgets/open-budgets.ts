import type { Registry } from 'prom-client';
import { AnswerWatch } from './answer-watch.ts';
import { ErrorBudgets } from './error-budgets.ts';
import type { ExposureCounts } from './exposure-counts.ts';
import { readObjectives } from './read-objectives.ts';

interface BudgetParts {
  readonly exposures: ExposureCounts;
  /** Milliseconds. */
  readonly now: () => number;
  readonly registry: Registry | undefined;
}

/** The objectives, who clocks answers by them, and what is left of their budgets. */
export const openBudgets = ({ exposures, now, registry }: BudgetParts) => {
  const objectives = readObjectives();
  const watch = new AnswerWatch({ objectives, now, registry });
  return { watch, budgets: new ErrorBudgets({ objectives, exposures, inTime: watch.inTime, now }) };
};
