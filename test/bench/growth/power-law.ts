/** y ≈ factor · x^exponent. */
export interface PowerLaw {
  readonly factor: number;
  readonly exponent: number;
}

export type Point = readonly [x: number, y: number];

/** The straight line through the logarithms, by least squares. Needs two points or more, all over 0. */
export const fitPowerLaw = (points: readonly Point[]): PowerLaw => {
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)] as const);
  const meanX = logs.reduce((sum, [x]) => sum + x, 0) / logs.length;
  const meanY = logs.reduce((sum, [, y]) => sum + y, 0) / logs.length;
  const covariance = logs.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  const variance = logs.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  const exponent = covariance / variance;
  return { factor: Math.exp(meanY - exponent * meanX), exponent };
};
