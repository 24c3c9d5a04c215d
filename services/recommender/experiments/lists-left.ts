import type { Budget } from '../../contracts/http/budgets.ts';
import { allowedShare } from '../budgets/burn-rate.ts';

/**
 * How many lists may still be bad before any budget is spent, by what the log has counted: those of the tightest one.
 * None where nothing was counted yet.
 */
export const listsLeft = (
  budgets: readonly Pick<Budget, 'answers' | 'left' | 'target' | 'counted'>[],
): number => {
  const counted = budgets.filter(({ counted, answers }) => counted === 'log' && answers > 0);
  if (counted.length === 0) return 0;
  const left = counted.map(({ answers, left, target }) => answers * allowedShare(target) * left);
  // A millionth of a list is rounding.
  return Math.max(0, Math.floor(Math.min(...left) + 1e-6));
};
