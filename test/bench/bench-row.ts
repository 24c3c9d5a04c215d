/** One measured figure beside what the same machine can do at most in the same run. */
export interface BenchRow {
  readonly name: string;
  readonly figure: number;
  readonly unit: string;
  readonly limit: { readonly name: string; readonly figure: number };
  /** Of figure and limit: the larger the better, whatever the unit. */
  readonly ratio: number;
}

const shown = (figure: number): string =>
  figure >= 100 ? Math.round(figure).toLocaleString('en') : figure.toPrecision(3);

export const printRows = (rows: readonly BenchRow[]): void => {
  for (const { name, figure, unit, limit, ratio } of rows) {
    console.log(`${name.padEnd(58)} ${shown(figure).padStart(11)} ${unit}`);
    console.log(
      `  ${`limit: ${limit.name}`.padEnd(56)} ${shown(limit.figure).padStart(11)} ${unit}   ratio ${ratio.toPrecision(3)}`,
    );
  }
};

/** Seconds that `work` takes. */
export const secondsOf = async (work: () => unknown): Promise<number> => {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1_000;
};

/** The p-th quantile of unsorted figures. */
export const quantile = (figures: readonly number[], p: number): number => {
  const sorted = [...figures].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))] ?? NaN;
};
