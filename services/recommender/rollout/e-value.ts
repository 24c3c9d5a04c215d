import { logGamma } from '../integrity/filters/log-gamma.ts';

/** How firmly the prior sits on the share that is asked about; the paper's, and what our simulations were run with. */
const FIRMNESS = 50;
/** Log-odds beyond which a share is 0 or 1 to every count that fits in memory. */
const END = 30;
const STEPS = 50;

/** Something counted in two arms. */
export interface Split {
  readonly challenger: number;
  readonly control: number;
}

/** Where a ratio of rates may be; `high` is absent where nothing bounds it. */
export interface RatioInterval {
  readonly low: number;
  readonly high?: number;
}

/** ln Γ(x), also near 0, where `logGamma` isn't made for. */
const logGammaOf = (x: number): number => (x < 0.5 ? logGamma(x + 1) - Math.log(x) : logGamma(x));
const logBeta = (a: number, b: number): number => logGammaOf(a) + logGammaOf(b) - logGammaOf(a + b);

/**
 * How much the split speaks against each event having fallen to the challenger with probability `share`: the logarithm
 * of an e-value, so under that share it passes ln(1/α) *at any time* with a probability of at most α, however often it
 * is looked at. Evidence of independent runs adds up. Lindon & Malek, Anytime-valid inference for multinomial count
 * data (2022, arXiv 2011.03567), section 3.
 * @param share between 0 and 1
 */
export const logE = ({ challenger, control }: Split, share: number): number => {
  const [a, b] = [FIRMNESS * share, FIRMNESS * (1 - share)];
  return (
    logBeta(a + challenger, b + control) -
    logBeta(a, b) -
    challenger * Math.log(share) -
    control * Math.log(1 - share)
  );
};

/** The challenger's share of the events where its rate is `ratio` times the control's, and `share` its accounts' share. */
export const shareAt = (ratio: number, share: number): number =>
  (ratio * share) / (ratio * share + 1 - share);

/** The challenger's rate in units of the control's; undefined while the control has no event. */
export const ratioOf = ({ challenger, control }: Split, share: number): number | undefined =>
  control === 0 ? undefined : (challenger / control) * ((1 - share) / share);

/** The end of an interval: from `inside`, where the evidence is under the threshold, towards `outside`. */
const edge = (split: Split, threshold: number, inside: number, outside: number): number | undefined => {
  const isOut = (odds: number) => logE(split, 1 / (1 + Math.exp(-odds))) >= threshold;
  if (!isOut(outside)) return undefined;
  let [near, far] = [inside, outside];
  for (let step = 0; step < STEPS; step++) {
    const middle = (near + far) / 2;
    if (isOut(middle)) far = middle;
    else near = middle;
  }
  return far;
};

/**
 * A confidence sequence of the ratio of rates: all ratios that the split doesn't speak against. It holds the truth at
 * every look at once with a probability of at least 1 − α.
 */
export const ratioInterval = (split: Split, share: number, alpha: number): RatioInterval => {
  const { challenger, control } = split;
  const likely = Math.max(-END, Math.min(END, Math.log(challenger) - Math.log(control)));
  const middle = Number.isNaN(likely) ? Math.log(share / (1 - share)) : likely;
  const threshold = -Math.log(alpha);
  const toRatio = (odds: number) => (Math.exp(odds) * (1 - share)) / share;
  const low = challenger === 0 ? undefined : edge(split, threshold, middle, -END);
  const high = control === 0 ? undefined : edge(split, threshold, middle, END);
  return { low: low === undefined ? 0 : toRatio(low), ...(high !== undefined && { high: toRatio(high) }) };
};
