import { defaultPolicy } from '../../../services/recommender/integrity/policy.ts';
import type { Attack } from '../attacks/attack.ts';
import type { DataSource } from '../history/data-set.ts';
import type { RecommenderName } from '../recommenders/field.ts';
import type { AttackRun } from './attack-run.ts';
import { clean, type CleanPicture } from './clean-picture.ts';
import { type CleanReport, reportClean } from './clean-report.ts';
import { leastBudget, type LeastBudget } from './least-budget.ts';
import { runAttack } from './run-attack.ts';

export interface EvaluationPlan {
  readonly sources: readonly DataSource[];
  readonly attacks: readonly Attack[];
  readonly recommenders: readonly RecommenderName[];
  readonly seeds: readonly number[];
  /** Accounts kept of each history; 0: all. */
  readonly accounts: number;
  /** Called before each step; `done` of `total` steps are over. */
  readonly onStep: (step: string, done: number, total: number) => void;
}

/** All that was measured: the same plan gives the same evaluation. */
export interface Evaluation {
  readonly dataSets: readonly CleanReport[];
  readonly skipped: readonly { readonly data: string; readonly reason: string }[];
  readonly runs: readonly AttackRun[];
  readonly budgets: readonly LeastBudget[];
}

interface Found {
  readonly runs: AttackRun[];
  readonly budgets: LeastBudget[];
}

const attackAll = (
  picture: CleanPicture,
  { attacks, recommenders, seeds }: EvaluationPlan,
  step: (name: string) => void,
): Found => {
  const found: Found = { runs: [], budgets: [] };
  for (const seed of seeds) {
    for (const attack of attacks) {
      step(`${attack.name}, seed ${seed}`);
      const run = runAttack(picture, attack, seed);
      if (run) found.runs.push(run);
    }
    step(`least budgets, seed ${seed}`);
    found.budgets.push(...recommenders.flatMap((name) => leastBudget(picture, name, seed) ?? []));
  }
  return found;
};

/** Every attack on every history with every seed, all recommenders side by side. */
export const evaluate = async (plan: EvaluationPlan): Promise<Evaluation> => {
  const { sources, attacks, seeds, recommenders, accounts, onStep } = plan;
  const total = sources.length * seeds.length * (attacks.length + 1);
  let done = 0;
  const dataSets: CleanReport[] = [];
  const skipped: { data: string; reason: string }[] = [];
  const all: Found = { runs: [], budgets: [] };
  for (const source of sources) {
    onStep(`${source.name}: reading`, done, total);
    const data = await source.load(accounts);
    if ('missing' in data) {
      skipped.push({ data: source.name, reason: data.missing });
      done += total / sources.length;
      continue;
    }
    const picture = clean(data, defaultPolicy, recommenders);
    dataSets.push(reportClean(picture, data.notes));
    const found = attackAll(picture, plan, (name) => onStep(`${source.name}: ${name}`, done++, total));
    all.runs.push(...found.runs);
    all.budgets.push(...found.budgets);
  }
  return { dataSets, skipped, ...all };
};
