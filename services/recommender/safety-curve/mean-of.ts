/** 0 where there is nothing to take a mean of. */
export const meanOf = (figures: readonly number[]): number =>
  figures.length === 0 ? 0 : figures.reduce((sum, figure) => sum + figure, 0) / figures.length;
