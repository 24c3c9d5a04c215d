import { defaultPolicy } from '../../../services/recommender/integrity/policy.ts';
import type { DataSource } from '../history/data-set.ts';
import type { Raccoon } from '../recommenders/raccoon.ts';
import { clean, type CleanPicture } from './clean-picture.ts';
import { reportClean } from './clean-report.ts';
import type { EvaluationPlan } from './evaluation-plan.ts';
import { leastBudget } from './least-budget.ts';
import { runAttack } from './run-attack.ts';
import type { Found, Task } from './task.ts';

/** Does steps of an evaluation one after the other, and keeps the last history that it read. */
export class Bench {
  readonly #plan: Pick<EvaluationPlan, 'sources' | 'attacks' | 'recommenders' | 'accounts' | 'origins'>;
  readonly #raccoon: Raccoon | undefined;
  #picture: CleanPicture | undefined;

  constructor(
    plan: Pick<EvaluationPlan, 'sources' | 'attacks' | 'recommenders' | 'accounts' | 'origins'>,
    raccoon: Raccoon | undefined,
  ) {
    this.#plan = plan;
    this.#raccoon = raccoon;
  }

  async run(task: Task): Promise<Found> {
    const source = this.#plan.sources.find(({ name }) => name === task.data)!;
    const picture = await this.#pictureOf(source);
    if ('missing' in picture) return { step: 'missing', data: source.name, reason: picture.missing };
    switch (task.step) {
      case 'clean':
        return { step: 'clean', report: await reportClean(picture) };
      case 'attack': {
        const attack = this.#plan.attacks.find(({ name }) => name === task.attack)!;
        return { step: 'attack', run: await runAttack(picture, attack, task.seed, this.#plan.origins) };
      }
      case 'budgets':
        return { step: 'budgets', budgets: await this.#budgets(picture, task.seed) };
    }
  }

  async #pictureOf(source: DataSource): Promise<CleanPicture | { readonly missing: string }> {
    if (this.#picture?.name === source.name) return this.#picture;
    this.#picture = undefined;
    const data = await source.load(this.#plan.accounts);
    if ('missing' in data) return data;
    this.#picture = await clean(data, defaultPolicy, this.#plan.recommenders, this.#raccoon);
    return this.#picture;
  }

  async #budgets(picture: CleanPicture, seed: number) {
    const budgets = [];
    for (const name of this.#plan.recommenders) budgets.push(await leastBudget(picture, name, seed));
    return budgets.flatMap((budget) => budget ?? []);
  }
}
