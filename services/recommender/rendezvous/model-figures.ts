import type { ModelName, ServedBy } from '../../contracts/http/answers.ts';
import type { LiveModelRow, ModelRole, Settled, SettledAnswer } from '../../contracts/http/rendezvous.ts';
import { orderOf, overlapOf } from './agreement.ts';
import { LADDER } from './ladder.ts';
import { Quantiles } from './quantiles.ts';
import { RecentMean } from './recent-mean.ts';

type Rungs = LiveModelRow['rungs'];

/** The rung that an answer met, or what became of it instead. */
export const rungOf = ({ outcome, micros = 0 }: Pick<SettledAnswer, 'outcome' | 'micros'>): keyof Rungs => {
  if (outcome !== 'answered') return outcome;
  if (micros <= LADDER.baseline * 1_000) return 'by30';
  return micros <= LADDER.anything * 1_000 ? 'by40' : 'by45';
};

/** Counts by name, for as many names as there are. */
class Counts<Name extends string> {
  readonly #counts = new Map<Name, number>();

  add(name: Name): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }

  of(name: Name): number {
    return this.#counts.get(name) ?? 0;
  }

  entries(): readonly [Name, number][] {
    return [...this.#counts];
  }
}

/** What one model did since the process started; agreement over the last 1,000 lists. */
interface Figures {
  readonly rungs: Counts<keyof Rungs>;
  readonly roles: Counts<ModelRole>;
  readonly replacedBy: Counts<ServedBy>;
  readonly latency: Quantiles;
  readonly agreement: Map<ModelName, { readonly overlap: RecentMean; readonly order: RecentMean }>;
  served: number;
}

const newFigures = (): Figures => ({
  rungs: new Counts(),
  roles: new Counts(),
  replacedBy: new Counts(),
  latency: new Quantiles(),
  agreement: new Map(),
  served: 0,
});

const idsOf = ({ items }: SettledAnswer): readonly string[] => items.map(([itemId]) => itemId);

const compare = ({ agreement }: Figures, one: SettledAnswer, baseline: SettledAnswer): void => {
  const { name } = baseline.model;
  const means = agreement.get(name) ?? { overlap: new RecentMean(), order: new RecentMean() };
  agreement.set(name, means);
  const [mine, other] = [idsOf(one), idsOf(baseline)];
  means.overlap.add(overlapOf(mine, other));
  const order = orderOf(mine, other);
  if (order !== undefined) means.order.add(order);
};

const hasList = ({ outcome }: SettledAnswer): boolean => outcome === 'answered' || outcome === 'late';

/** What all models did, in this process, since it started. */
export class ModelFigures {
  readonly #byName = new Map<ModelName, Figures>();
  readonly servedBy = new Counts<ServedBy>();

  note({ answers, servedBy }: Settled): void {
    this.servedBy.add(servedBy);
    const baseline = answers.find(({ role }) => role === 'baseline');
    for (const answer of answers) {
      const figures = this.of(answer.model.name);
      figures.rungs.add(rungOf(answer));
      figures.roles.add(answer.role);
      if (answer.role === servedBy) figures.served++;
      else if (answer.role === 'preferred') figures.replacedBy.add(servedBy);
      if (!hasList(answer)) continue;
      figures.latency.add(answer.micros ?? 0);
      if (baseline && baseline !== answer && hasList(baseline)) compare(figures, answer, baseline);
    }
  }

  of(name: ModelName): Figures {
    const figures = this.#byName.get(name) ?? newFigures();
    this.#byName.set(name, figures);
    return figures;
  }
}
