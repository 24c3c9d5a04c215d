import { ONE, type Policy } from '../integrity/policy.ts';

/** Half-lives after which a day's share of a vote rounds to nothing. */
const HALF_LIVES_UNTIL_ZERO = 21;
const WITHOUT_END = 1 << 20;

/** What one day is worth by its age in whole days, in millionths: 2^(−age/halfLife); beyond the table, 0. */
export const decayTable = (halfLifeDays: Policy['votes']['halfLifeDays']): Int32Array => {
  if (halfLifeDays === null) return new Int32Array(WITHOUT_END).fill(ONE);
  const table = new Int32Array(Math.ceil(halfLifeDays * HALF_LIVES_UNTIL_ZERO));
  return table.map((_, age) => Math.round(ONE * 2 ** (-age / halfLifeDays)));
};

/** A vote from the decayed sum of its distinct days: grows, saturates at 1. Millionths in and out. */
export const voteOf = (decayedDays: number, saturationDays: number): number =>
  Math.min(ONE, Math.floor(decayedDays / saturationDays));

/** The vote within the account's budget: all votes shrink alike once their sum is over B. */
export const withinBudget = (vote: number, sum: number, budget: number | null): number =>
  budget === null || sum <= budget ? vote : Math.floor((vote * budget) / sum);

/**
 * The vote at its account's weight, after the budget: who has more votes than the budget allows would feel no
 * weight that came before it.
 */
export const weighted = (vote: number, weight: number): number =>
  weight === ONE ? vote : Math.floor((vote * weight) / ONE);
