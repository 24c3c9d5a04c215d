import { getBudgets, getObjectives } from '../../contracts/http/budgets.ts';
import type { Mount } from '../../platform/http/mount.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import type { ErrorBudgets } from './error-budgets.ts';

interface BudgetsDeps {
  readonly state: RecommenderState;
  readonly budgets: ErrorBudgets;
  readonly now: () => number;
}

export const mountBudgets = (mount: Mount, { state, budgets, now }: BudgetsDeps): void => {
  mount(getObjectives, () => budgets.documents);
  mount(getBudgets, () => {
    const all = budgets.all();
    const at = new Date(now()).toISOString();
    return { position: state.position, at, rollouts: budgets.rollouts(all), budgets: all };
  });
};
