/** x·ln x, 0 for 0. */
const xLogX = (x: number): number => (x === 0 ? 0 : x * Math.log(x));

/** Entropy of counts, times their sum, in nats: N·ln N − Σ n·ln n. */
const entropy = (...counts: readonly number[]): number =>
  xLogX(counts.reduce((sum, count) => sum + count, 0)) - counts.reduce((sum, count) => sum + xLogX(count), 0);

/**
 * The root of Dunning's log-likelihood ratio G² for two events that are seen together, with its sign: above 0 where they
 * come together more often than apart from each other, below where less often. For counts however small
 * (Dunning, Accurate Methods for the Statistics of Surprise and Coincidence, 1993; as Mahout's rowSimilarity has it).
 * @param both how often both were seen
 * @param first the one without the other, and so on
 */
export const rootLogLikelihoodRatio = (
  both: number,
  first: number,
  second: number,
  neither: number,
): number => {
  const rows = entropy(both + first, second + neither);
  const columns = entropy(both + second, first + neither);
  // Rounding may leave a little less than nothing.
  const ratio = Math.max(0, 2 * (rows + columns - entropy(both, first, second, neither)));
  const isMoreOften = both * (second + neither) >= second * (both + first);
  return (isMoreOften ? 1 : -1) * Math.sqrt(ratio);
};
