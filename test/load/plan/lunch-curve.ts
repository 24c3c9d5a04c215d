/** Whoever is there before the rush and after it. */
const QUIET = 0.15;
const RUSH_AT = 0.45;
const RUSH_HALF_WIDTH = 0.28;

/**
 * How busy a lunch hour is at a place in it, as a share of its peak: it fills quickly, stays full for a good third,
 * and trails off.
 * @param x 0 when it begins, 1 when it is over
 */
export const lunchCurve = (x: number): number =>
  QUIET + (1 - QUIET) * Math.exp(-(((x - RUSH_AT) / RUSH_HALF_WIDTH) ** 4));

/** The whole hour's orders, as a share of what an hour at its peak would bring. */
export const meanOfLunch = (): number => {
  const steps = 1_000;
  let sum = 0;
  for (let step = 0; step < steps; step++) sum += lunchCurve((step + 0.5) / steps);
  return sum / steps;
};
