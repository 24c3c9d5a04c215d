/** Of each item, which others it speaks for, and how strongly: row r has the entries from `starts[r]` to `starts[r + 1]`. */
export interface Indicators {
  readonly starts: Int32Array;
  readonly targets: Int32Array;
  /** Natural numbers over 0; what a unit is worth is the model's own. */
  readonly weights: Int32Array;
}

/** One item's row while it is made: targets with their weights, in any order. */
export type Row = readonly (readonly [target: number, weight: number])[];

/** The strongest of a row, ties by target; what isn't above 0 speaks for nothing. */
export const strongest = (row: Row, most: number): Row =>
  row
    .filter(([, weight]) => weight > 0)
    .sort(([a, x], [b, y]) => y - x || a - b)
    .slice(0, most)
    .sort(([a], [b]) => a - b);

/**
 * @param size items are numbered from 0 to size − 1
 * @param rows of items that speak for any
 */
export const indicatorsFrom = (size: number, rows: ReadonlyMap<number, Row>): Indicators => {
  const starts = new Int32Array(size + 1);
  for (const [item, row] of rows) starts[item + 1] = row.length;
  for (let item = 0; item < size; item++) starts[item + 1]! += starts[item]!;
  const targets = new Int32Array(starts[size]!);
  const weights = new Int32Array(starts[size]!);
  for (const [item, row] of rows) {
    for (const [index, [target, weight]] of row.entries()) {
      targets[starts[item]! + index] = target;
      weights[starts[item]! + index] = weight;
    }
  }
  return { starts, targets, weights };
};
