import { invertInPlace, type Square } from './cholesky.ts';

/** Which items each account took, by number. */
export interface Taken {
  /** Items are numbered from 0 to here. */
  readonly size: number;
  readonly rows: readonly (readonly number[])[];
}

/** A row of B, for one item: what it says of each other. The array is made anew for each call. */
export type WeightsOf = (item: number) => Float64Array;

/** λI plus, for each list, one for every pair of its numbers: the lower triangle. */
const gramOf = (size: number, lists: readonly (readonly number[])[], lambda: number): Square => {
  const data = new Float64Array(size * size);
  for (let index = 0; index < size; index++) data[index * size + index] = lambda;
  // Lists ascend, so the second number of a pair is never the larger one.
  for (const list of lists) {
    for (const [index, a] of list.entries())
      for (let at = 0; at <= index; at++) data[a * size + list[at]!]!++;
  }
  return { size, data };
};

/** By item: the accounts that took it, ascending. */
const columnsOf = ({ size, rows }: Taken): readonly (readonly number[])[] => {
  const columns: number[][] = Array.from({ length: size }, () => []);
  for (const [account, row] of rows.entries()) for (const item of row) columns[item]!.push(account);
  return columns;
};

/** B_ij = −P_ij / P_jj with P = (XᵀX + λI)⁻¹: one matrix of items × items. */
function* byItems({ size, rows }: Taken, lambda: number): Generator<undefined, WeightsOf> {
  const inverse = gramOf(size, rows, lambda);
  yield* invertInPlace(inverse);
  const { data } = inverse;
  return (item) => {
    const row = new Float64Array(size);
    for (let j = 0; j < size; j++) row[j] = j === item ? 0 : -data[item * size + j]! / data[j * size + j]!;
    return row;
  };
}

/**
 * The same where there are fewer accounts than items, over accounts × accounts: with M = (XXᵀ + λI)⁻¹ Woodbury's
 * identity gives P = (I − XᵀMX)/λ, so B_ij = x_iᵀMx_j / (1 − x_jᵀMx_j), x_j the accounts that took j.
 */
function* byAccounts(taken: Taken, lambda: number): Generator<undefined, WeightsOf> {
  const { size, rows } = taken;
  const columns = columnsOf(taken);
  const inverse = gramOf(rows.length, columns, lambda);
  yield* invertInPlace(inverse);
  const { data } = inverse;
  const sumOf = (a: readonly number[], weight: (account: number) => number): number =>
    a.reduce((sum, account) => sum + weight(account), 0);
  const left = columns.map(
    (column) => 1 - sumOf(column, (a) => sumOf(column, (b) => data[a * rows.length + b]!)),
  );
  return (item) => {
    const sums = new Float64Array(rows.length);
    for (const a of columns[item]!) {
      for (let b = 0; b < rows.length; b++) sums[b]! += data[a * rows.length + b]!;
    }
    const row = new Float64Array(size);
    for (let j = 0; j < size; j++) {
      let sum = 0;
      for (const b of columns[j]!) sum += sums[b]!;
      row[j] = j === item ? 0 : sum / left[j]!;
    }
    return row;
  };
}

/**
 * EASE^R (Steck, Embarrassingly Shallow Autoencoders for Sparse Data, WWW 2019): the linear item-to-item model that
 * says nothing of an item by itself, in closed form: B = I − P·diagMat(1 ⊘ diag(P)), P = (XᵀX + λI)⁻¹, on which items
 * each account has had. The smaller of the two systems that give it is solved. Yields wherever others may have the thread.
 * @param lambda λ over 0
 */
export const easeWeights = (taken: Taken, lambda: number): Generator<undefined, WeightsOf> =>
  taken.rows.length < taken.size ? byAccounts(taken, lambda) : byItems(taken, lambda);
