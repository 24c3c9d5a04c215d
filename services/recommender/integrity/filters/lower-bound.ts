import { ONE } from '../policy.ts';
import { logGamma } from './log-gamma.ts';

/** What is thought of an account before it did anything: one order in ten comes to nothing, and little is sure. */
const PRIOR = { part: 1, rest: 9 };
/** One-sided 97.5 %: a share is only held against somebody where it is hardly chance. */
const TAIL = 0.025;
const HALVINGS = 40;
const TINY = 1e-300;
const MOST_TERMS = 100_000;

/** The continued fraction of the incomplete beta function, by Lentz's method (Numerical Recipes, 6.4). */
const continuedFraction = (x: number, a: number, b: number): number => {
  const kept = (value: number) => (Math.abs(value) < TINY ? TINY : value);
  let c = 1;
  let d = 1 / kept(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m < MOST_TERMS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / kept(1 + even * d);
    c = kept(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / kept(1 + odd * d);
    c = kept(1 + odd / c);
    const step = d * c;
    fraction *= step;
    if (Math.abs(step - 1) < 1e-15) break;
  }
  return fraction;
};

/** I_x(a, b), the regularised incomplete beta function: P(X ≤ x) of a Beta(a, b) variable. DLMF 8.17. */
export const incompleteBeta = (x: number, a: number, b: number): number => {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
  return x < (a + 1) / (a + b + 2)
    ? (front * continuedFraction(x, a, b)) / a
    : 1 - (front * continuedFraction(1 - x, b, a)) / b;
};

/**
 * The lower 2.5 % quantile, in millionths, of what a share may be after `part` of `whole` under a Beta(1, 9)
 * prior: 1 of 1 gives 25,210, 10 of 10 gives 334,997, 200 of 200 gives 925,973. So one unlucky newcomer is not
 * suspicious. `part` may be fractional; both at least 0, `part` at most `whole`.
 */
export const lowerBound = (part: number, whole: number): number => {
  const a = PRIOR.part + part;
  const b = PRIOR.rest + whole - part;
  if (part <= 0) return 0;
  let [low, high] = [0, 1];
  for (let halving = 0; halving < HALVINGS; halving++) {
    const middle = (low + high) / 2;
    if (incompleteBeta(middle, a, b) < TAIL) low = middle;
    else high = middle;
  }
  return Math.floor(ONE * low);
};

/** Is `lowerBound(part, whole)` at least `threshold` (millionths, over 0)? One step in the place of forty. */
export const reaches = (threshold: number, part: number, whole: number): boolean => {
  const a = PRIOR.part + part;
  const all = PRIOR.part + PRIOR.rest + whole;
  // The quantile is below the mean.
  if (part <= 0 || ONE * a < threshold * all) return false;
  return incompleteBeta(threshold / ONE, a, all - a) <= TAIL;
};
