import type { Question } from '../../contracts/http/answers.ts';
import type { Backers } from '../../contracts/http/blame.ts';
import { type Ranking, subjectOf } from '../answers/compute-answer.ts';
import { type Contribution, contributionsTo } from '../models/contributions.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import { NONE } from '../votes/day-counts.ts';

/** Accounts that are older count as so old. */
const MOST_WEEKS = 12;
const DAYS_A_WEEK = 7;

type Kind = Backers['standings'][number]['standing'];
const KINDS: readonly Kind[] = ['established', 'probation', 'newcomer', 'demoted'];

const kindOf = ({ tally }: RecommenderState, account: number): Kind => {
  const pool = tally.poolsOf(account).at(-1);
  if (pool === 'onProbation') return 'probation';
  if (pool === 'established' || pool === 'demoted') return pool;
  return 'newcomer';
};

const weeksOf = ({ ballots, today = 0 }: RecommenderState, account: number): number => {
  const first = ballots.days.oldest(ballots.accountDays.data[account] ?? NONE) ?? today;
  return Math.min(MOST_WEEKS, Math.floor((today - first) / DAYS_A_WEEK));
};

/** Contributions by a key, each group's accounts counted and its amounts added. */
const groupedBy = <K>(contributions: readonly Contribution[], keyOf: (account: number) => K) => {
  const groups = new Map<K, { accounts: number; amount: number }>();
  for (const { account, amount } of contributions) {
    const key = keyOf(account);
    const { accounts, amount: sum } = groups.get(key) ?? { accounts: 0, amount: 0 };
    groups.set(key, { accounts: accounts + 1, amount: sum + amount });
  }
  return groups;
};

/** How many of them, the greatest first, carry half of all. */
const halfOf = (amounts: readonly number[]): number => {
  const sum = amounts.reduce((total, amount) => total + amount, 0);
  let carried = 0;
  const last = amounts.toSorted((a, b) => b - a).findIndex((amount) => (carried += amount) * 2 >= sum);
  return last + 1;
};

/** Whose votes an item's score is made of, as groups. */
export const backersOf = (
  state: RecommenderState,
  { scores: { basis } }: Ranking,
  question: Question,
  itemId: string,
): Backers => {
  const item = state.items.find(itemId);
  if (item === undefined) return { standings: [], weeks: [], half: 0 };
  const contributions = contributionsTo(state.refresh(), basis, subjectOf(question, state), item);
  const kinds = groupedBy(contributions, (account) => kindOf(state, account));
  const weeks = groupedBy(contributions, (account) => weeksOf(state, account));
  const rounded = ({ accounts, amount }: { accounts: number; amount: number }) => ({
    accounts,
    amount: Math.round(amount),
  });
  const established = contributions.filter(({ account }) =>
    state.tally.poolsOf(account).includes('established'),
  );
  return {
    standings: KINDS.flatMap((standing) => {
      const group = kinds.get(standing);
      return group ? [{ standing, ...rounded(group) }] : [];
    }),
    weeks: [...weeks].sort(([a], [b]) => a - b).map(([week, group]) => ({ weeks: week, ...rounded(group) })),
    half: halfOf(established.map(({ amount }) => amount)),
  };
};
