const STEPS = 400;
const RATE = 0.5;
/** Of the squared weights: enough that features that say the same share the weight. */
const PENALTY = 0.001;

export type Features = readonly number[];

const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));
const dot = (weights: readonly number[], features: Features): number =>
  weights.reduce((sum, weight, at) => sum + weight * (features[at] ?? 1), 0);

/** Mean 0 and deviation 1, by the rows that are learnt from. */
const standardizer = (rows: readonly Features[]): ((row: Features) => Features) => {
  const width = rows[0]?.length ?? 0;
  const means = Array.from(
    { length: width },
    (_, at) => rows.reduce((sum, row) => sum + row[at]!, 0) / rows.length,
  );
  const spreads = means.map((mean, at) =>
    Math.sqrt(rows.reduce((sum, row) => sum + (row[at]! - mean) ** 2, 0) / rows.length),
  );
  return (row) => row.map((value, at) => (spreads[at]! > 0 ? (value - means[at]!) / spreads[at]! : 0));
};

/**
 * Logistic regression by gradient descent over all rows: small, and the same every time.
 * @returns the probability of a row's label being true
 */
export const logisticRegression = (
  rows: readonly Features[],
  labels: readonly boolean[],
): ((row: Features) => number) => {
  const standardize = standardizer(rows);
  const ready = rows.map(standardize);
  // The last weight is the intercept.
  let weights = Array.from({ length: (rows[0]?.length ?? 0) + 1 }, () => 0);
  for (let step = 0; step < STEPS; step++) {
    const slope = weights.map((weight) => PENALTY * weight);
    for (const [index, row] of ready.entries()) {
      const error = (sigmoid(dot(weights, row)) - (labels[index] ? 1 : 0)) / ready.length;
      for (let at = 0; at < slope.length; at++) slope[at]! += error * (row[at] ?? 1);
    }
    weights = weights.map((weight, at) => weight - RATE * slope[at]!);
  }
  return (row) => sigmoid(dot(weights, standardize(row)));
};
