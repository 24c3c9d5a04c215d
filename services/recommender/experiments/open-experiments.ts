import type { Chores } from '../../platform/chores/chores.ts';
import type { Mount } from '../../platform/http/mount.ts';
import type { ErrorBudgets } from '../budgets/error-budgets.ts';
import { ExperimentDesk } from './experiment-desk.ts';
import { mountExperiments } from './routes.ts';

/** How often it is looked whether one has to stop, in milliseconds. */
const LOOK_MS = 1_000;

interface ExperimentParts extends Omit<
  ConstructorParameters<typeof ExperimentDesk>[0],
  'budgets' | 'overspent'
> {
  readonly budgets: ErrorBudgets;
  readonly createChores: () => Chores;
}

/** Chaos experiments, and who stops them: one replica for all, until what is returned is disposed of. */
export const openExperiments = (
  mount: Mount,
  { budgets, createChores, ...rest }: ExperimentParts,
): AsyncDisposable => {
  const desk = new ExperimentDesk({
    ...rest,
    budgets: () => budgets.all(),
    overspent: () => budgets.rollouts().because,
  });
  mountExperiments(mount, desk);
  const chores = createChores();
  chores.start({ name: 'recommender.experiments', everyMs: LOOK_MS, work: () => desk.look() });
  return chores;
};
