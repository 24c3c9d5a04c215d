import type { AttackRun } from './attack-run.ts';
import type { CleanReport } from './clean-report.ts';
import type { LeastBudget } from './least-budget.ts';
import type { EvaluationPlan } from './evaluation-plan.ts';

/** One step of an evaluation. Steps don't depend on each other, so it doesn't matter who does which. */
export type Task =
  | { readonly step: 'clean'; readonly data: string }
  | { readonly step: 'attack'; readonly data: string; readonly seed: number; readonly attack: string }
  | { readonly step: 'budgets'; readonly data: string; readonly seed: number };

/** What came of it. */
export type Found =
  | { readonly step: 'missing'; readonly data: string; readonly reason: string }
  | { readonly step: 'clean'; readonly report: CleanReport }
  | { readonly step: 'attack'; readonly run: AttackRun | undefined }
  | { readonly step: 'budgets'; readonly budgets: readonly LeastBudget[] };

/** In the order of the reports: history by history, so that whoever does them reads each only once. */
export const tasksOf = ({
  sources,
  seeds,
  attacks,
}: Pick<EvaluationPlan, 'sources' | 'seeds' | 'attacks'>): readonly Task[] =>
  sources.flatMap(({ name: data }): readonly Task[] => [
    { step: 'clean', data },
    ...seeds.flatMap((seed): readonly Task[] => [
      ...attacks.map(({ name: attack }): Task => ({ step: 'attack', data, seed, attack })),
      { step: 'budgets', data, seed },
    ]),
  ]);

export const nameOfTask = (task: Task): string => {
  if (task.step === 'clean') return `${task.data}: without an attack`;
  return `${task.data}: ${task.step === 'attack' ? task.attack : 'least budgets'}, seed ${task.seed}`;
};
