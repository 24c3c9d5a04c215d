import type { Verdict } from '../recommenders/relish.ts';

/** What integrity holds of an honest account, and its votes by item in millionths. */
export interface HonestAccount {
  readonly verdict: Verdict;
  readonly votes: ReadonlyMap<string, number>;
}

export interface HonestLosses {
  readonly accounts: number;
  /** Accounts with evidence that wasn't there in the clean run. */
  readonly accused: number;
  /** Accounts that stand lower than in the clean run. */
  readonly fallen: number;
  readonly signals: number;
  /** Votes that weigh less than in the clean run. */
  readonly weakened: number;
}

const RANKS = ['quarantined', 'demoted', 'newcomer', 'established'];
const isLower = (before: Verdict, after: Verdict): boolean =>
  RANKS.indexOf(after.standing) < RANKS.indexOf(before.standing);

const isAccused = (before: Verdict, after: Verdict): boolean =>
  after.codes.some((code) => !before.codes.includes(code));

/** False positives: what an attack costs people who took no part in it. Accounts by id. */
export const honestLosses = (
  before: ReadonlyMap<string, HonestAccount>,
  after: ReadonlyMap<string, HonestAccount>,
): HonestLosses => {
  let [accused, fallen, signals, weakened] = [0, 0, 0, 0];
  for (const [accountId, was] of before) {
    const is = after.get(accountId);
    if (!is || isLower(was.verdict, is.verdict)) fallen += 1;
    if (is && isAccused(was.verdict, is.verdict)) accused += 1;
    signals += was.votes.size;
    for (const [itemId, vote] of was.votes) if ((is?.votes.get(itemId) ?? 0) < vote) weakened += 1;
  }
  return { accounts: before.size, accused, fallen, signals, weakened };
};
