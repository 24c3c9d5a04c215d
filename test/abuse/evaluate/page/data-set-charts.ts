import { intervalOf } from '../../measures/interval.ts';
import type { RecommenderName } from '../../recommenders/field.ts';
import type { LeastBudget } from '../least-budget.ts';
import type { AttackSummary, EffectSummary } from '../summarise.ts';
import { type Axis, dotPlot, type Mark } from './dot-plot.ts';

const percent = (figure: number): string => `${Math.round(100 * figure)} %`;
const MOVED: Axis = {
  title: 'change of HR@10 in the direction the attacker wants',
  ticks: [-0.25, 0, 0.25, 0.5, 0.75, 1],
  format: percent,
};
const SHIFTED: Axis = {
  title: 'share of all places in the lists that went to other items (total variation)',
  ticks: [0, 0.25, 0.5, 0.75, 1],
  format: percent,
};
const KEPT: Axis = {
  title: 'NDCG@10 of honest people’s lists, relative to the clean run',
  ticks: [0, 0.25, 0.5, 0.75, 1, 1.25],
  format: percent,
};
const BUDGET: Axis = {
  title: 'fewest accounts that removed one item from one list (logarithmic)',
  ticks: [1, 2, 5, 10, 20, 50, 100, 200],
  format: String,
  isLogarithmic: true,
};
const PAID: Axis = {
  title: 'orders that the attacker took home and paid for (logarithmic; none drawn at 1)',
  ticks: [1, 10, 100, 1_000, 10_000],
  format: (figure) => figure.toLocaleString('en'),
  isLogarithmic: true,
};

type Pick = (effect: EffectSummary) => EffectSummary['ndcg'];

const rowsOf = (
  summaries: readonly AttackSummary[],
  names: readonly RecommenderName[],
  pick: Pick,
): readonly { readonly name: string; readonly marks: readonly Mark[] }[] =>
  summaries.map(({ attack, effects }) => ({
    name: attack,
    marks: names.flatMap((series): readonly Mark[] => {
      const effect = effects[series];
      const interval = effect && pick(effect);
      if (!interval) return [];
      const half = interval.half === null ? '' : ` ± ${interval.half.toFixed(3)}`;
      return [{ series, interval, title: `${attack}, ${series}: ${interval.mean.toFixed(3)}${half}` }];
    }),
  }));

const budgetRows = (budgets: readonly LeastBudget[], names: readonly RecommenderName[]) =>
  names.map((series) => {
    const found = budgets.filter(({ recommender }) => recommender === series);
    const marks = found.flatMap(({ accounts, tried, seed, place, cents, certified }): readonly Mark[] => {
      const said = certified ? `, certified ${certified.accounts}` : '';
      const outcome =
        accounts === null ? `not even ${tried} accounts` : `${accounts} accounts, ${cents} minor units`;
      const title = `${series}, seed ${seed}, place ${place}: ${outcome}${said}`;
      return [{ series, interval: { mean: accounts ?? tried, half: null }, title }];
    });
    return { name: series, marks };
  });

const paidRows = (summaries: readonly AttackSummary[], series: RecommenderName) =>
  summaries.map(({ attack, orders, days, effects }) => {
    const moved = effects[series]?.moved.mean ?? 0;
    const title = `${attack}: ${orders.mean.toFixed(0)} orders over ${days.mean.toFixed(0)} days moved the target by ${percent(moved)}`;
    return {
      name: attack,
      marks: [{ series, interval: { mean: Math.max(1, orders.mean), half: null }, title }],
    };
  });

interface Chart {
  readonly question: string;
  readonly answer: string;
  readonly svg: string;
}

/** The charts of one data set, a question each. */
export const chartsOf = (
  summaries: readonly AttackSummary[],
  budgets: readonly LeastBudget[],
  names: readonly RecommenderName[],
): readonly Chart[] => {
  const hostile = summaries.filter(({ aim }) => aim !== 'control');
  const plot = (label: string, rows: ReturnType<typeof rowsOf>, axis: Axis): string =>
    dotPlot({ label, series: names, rows, axis });
  const far = 'How far does each attack move its target?';
  const lists = 'How much of the lists does it change?';
  const lose = 'What do honest people lose?';
  const least = 'What does it cost to remove one item from one list?';
  const paid = 'What did each attack pay?';
  const first = names.at(-1);
  const charts: readonly Chart[] = [
    {
      question: far,
      answer:
        'Share of honest people’s lists of ten that gained the pushed item, or lost the attacked one. Right is the attacker’s success; 0 is none.',
      svg: plot(
        far,
        rowsOf(summaries, names, ({ moved }) => moved),
        MOVED,
      ),
    },
    {
      question: lists,
      answer: 'All items, not only the target.',
      svg: plot(
        lists,
        rowsOf(summaries, names, ({ shift }) => shift),
        SHIFTED,
      ),
    },
    {
      question: lose,
      answer:
        '100 % is what the clean run would have given them, measured against what they really took home next.',
      svg: plot(
        lose,
        rowsOf(hostile, names, ({ ndcg }) => ndcg),
        KEPT,
      ),
    },
    ...(intervalOf(budgets.map(({ tried }) => tried))
      ? [
          {
            question: least,
            answer:
              'One mark a seed. Each recommender is attacked in its own cheapest way: naive by orders that are cancelled, popularity, user-kNN and raccoon by one order an account, Relish by accounts that first become established. Point at a mark for the certificate.',
            svg: plot(least, budgetRows(budgets, names), BUDGET),
          },
        ]
      : []),
    ...(first
      ? [
          {
            question: paid,
            answer: 'The same for all recommenders.',
            svg: plot(paid, paidRows(hostile, first), PAID),
          },
        ]
      : []),
  ];
  return charts;
};
