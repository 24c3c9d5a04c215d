/** One line of figures, without the frame that jest puts around what is logged. */
export const tell = (line: string): void => void process.stderr.write(`  · ${line}\n`);

/** Seconds since `began` (of performance.now), in words. */
export const secondsSince = (began: number): string =>
  `${((performance.now() - began) / 1_000).toFixed(1)} s`;
