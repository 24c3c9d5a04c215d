import type { ModelName } from '../../contracts/http/answers.ts';
import { ONE } from '../integrity/policy.ts';
import { likenessUnits } from '../votes/tally.ts';
import type { VoteIndex } from '../votes/vote-index.ts';
import { LIKENESS_ONE } from './likeness.ts';
import type { ModelInput, Subject } from './model.ts';
import { likenessTo, type Taste } from './peer-votes.ts';

/** What one account adds to an item's score. */
export interface Contribution {
  readonly account: number;
  /** In millionths, not rounded: scores round the sum. */
  readonly amount: number;
}

const tasteOf = (index: VoteIndex, { account, item }: Subject): Taste => {
  if (item !== undefined) return new Map([[item, likenessUnits(ONE)]]);
  const taste = new Map<number, number>();
  if (account !== undefined) {
    index.votesOf(account, (voted, vote) => {
      taste.set(voted, likenessUnits(vote));
    });
  }
  return taste;
};

/** By account: what a millionth of its vote is worth in the score. */
const worthIn = (
  input: ModelInput,
  basis: ModelName,
  subject: Subject,
): ((account: number) => number) | undefined => {
  if (basis === 'popular') return () => 1;
  if (basis !== 'peers' && basis !== 'related') return undefined;
  const { indexed, stale } = likenessTo(input, tasteOf(input.index, subject), subject.account);
  const floor = input.policy.peers.floor / ONE;
  return (account) => (indexed[account]! || (stale.get(account) ?? 0)) / LIKENESS_ONE + floor;
};

/**
 * The accounts whose votes are in an item's score, the asking one left out: the summands of `Scores`, which has only
 * their sums. Empty where a score isn't made of accounts' votes.
 * @param basis that of the scores
 */
export const contributionsTo = (
  input: ModelInput,
  basis: ModelName,
  subject: Subject,
  item: number,
): readonly Contribution[] => {
  const worth = worthIn(input, basis, subject);
  if (!worth) return [];
  const contributions: Contribution[] = [];
  input.index.votersOf(item, (account, vote) => {
    const amount = account === subject.account ? 0 : vote * worth(account);
    if (amount > 0) contributions.push({ account, amount });
  });
  return contributions;
};
