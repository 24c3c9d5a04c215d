import type { Budget } from '../../contracts/http/budgets.ts';

interface Advance {
  readonly mayAdvance: boolean;
  /** Why not, in words. */
  readonly because: string[];
}

const reasonOf = ({ displayName, left, firing }: Pick<Budget, 'displayName' | 'left' | 'firing'>) => {
  if (left <= 0) return `“${displayName}” has no budget left.`;
  return firing === 'page' ? `“${displayName}” burns its budget so fast that somebody is called.` : undefined;
};

/** Whether a rollout may go a step further: not where any budget is spent, nor while one burns fast enough to page. */
export const mayAdvance = (budgets: readonly Pick<Budget, 'displayName' | 'left' | 'firing'>[]): Advance => {
  const because = budgets.flatMap((budget) => reasonOf(budget) ?? []);
  return { mayAdvance: because.length === 0, because };
};
