import { ONE } from '../policy.ts';

/** One account in a hundred is not what it seems, until we know more. */
const PRIOR_ODDS = 1 / 99;

/** How sure we may be at given odds against chance, in millionths: 1/(1 + 99/odds). */
export const surenessOfOdds = (odds: number): number =>
  odds > 0 ? Math.floor(ONE / (1 + 1 / (PRIOR_ODDS * odds))) : 0;

/**
 * How sure we may be that it isn't chance where chance does so with probability p, in millionths. A p-value
 * overstates: the odds against chance are at most 1/(−e·p·ln p) for p < 1/e (Sellke, Bayarri & Berger 2001).
 * p = 10⁻³ gives 349,779 and p = 10⁻⁵ gives 969,948.
 */
export const surenessOf = (p: number): number => {
  if (p >= 1 / Math.E) return surenessOfOdds(1);
  return p <= 0 ? ONE : surenessOfOdds(-1 / (Math.E * p * Math.log(p)));
};
