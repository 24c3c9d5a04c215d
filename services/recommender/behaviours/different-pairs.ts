import type { RecommenderState } from '../replay/recommender-state.ts';
import { NONE } from '../votes/day-counts.ts';
import { sampleAccounts } from './sample-accounts.ts';

/** Accounts that are looked at for a pair. */
const CANDIDATES = 40;

/** What an account has votes for. */
const tasteOf = ({ ballots, tally }: RecommenderState, account: number): ReadonlySet<number> => {
  const { pairs, firstOfAccount, nextOfAccount } = ballots;
  const taste = new Set<number>();
  for (let pair = firstOfAccount.data[account] ?? NONE; pair !== NONE; pair = nextOfAccount.data[pair]!) {
    if (tally.vote.data[pair]! > 0) taste.add(pairs.item.data[pair]!);
  }
  return taste;
};

/** Up to `most` pairs of accounts that have nothing in common, each account in one pair: by their names. */
export const differentPairs = (
  state: RecommenderState,
  seed: number,
  most: number,
): readonly (readonly [string, string])[] => {
  const left = sampleAccounts(state, seed, CANDIDATES)
    .map((account) => ({ account, taste: tasteOf(state, account) }))
    .filter(({ taste }) => taste.size > 0);
  const pairs: (readonly [string, string])[] = [];
  while (left.length > 1 && pairs.length < most) {
    const one = left.shift()!;
    const at = left.findIndex(({ taste }) => [...taste].every((item) => !one.taste.has(item)));
    if (at < 0) continue;
    const [other] = left.splice(at, 1);
    pairs.push([state.accounts.nameOf(one.account), state.accounts.nameOf(other!.account)]);
  }
  return pairs;
};
