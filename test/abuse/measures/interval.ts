/** Student's t, two-sided 95 %, by degrees of freedom from 1; beyond the table the normal's. */
const T_95 = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131,
  2.12, 2.11, 2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
];
const NORMAL_95 = 1.96;

/** A mean with half the width of its 95 % confidence interval; `half` is null for a single figure. */
export interface Interval {
  readonly mean: number;
  readonly half: number | null;
}

/** Mean and t interval of figures from as many seeds; undefined where there is none. */
export const intervalOf = (figures: readonly number[]): Interval | undefined => {
  const count = figures.length;
  if (count === 0) return undefined;
  const mean = figures.reduce((sum, figure) => sum + figure, 0) / count;
  if (count === 1) return { mean, half: null };
  const variance = figures.reduce((sum, figure) => sum + (figure - mean) ** 2, 0) / (count - 1);
  return { mean, half: (T_95[count - 2] ?? NORMAL_95) * Math.sqrt(variance / count) };
};
