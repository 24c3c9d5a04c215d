import type { TrainingSet } from '../apart-model.ts';
import { cellOf, groupOfCell } from './account-groups.ts';

/** What the accounts of one group took home: all that its model may learn from. */
export interface GroupRows {
  /** Items are numbered from 0 to here; most of them may be of other groups. */
  readonly size: number;
  /** The items that somebody of the group took, ascending. */
  readonly items: readonly number[];
  /** By account: its items, ascending. */
  readonly rows: readonly (readonly number[])[];
  /** By item: how many accounts took it. */
  readonly takers: Int32Array;
}

const takersOf = (rows: readonly (readonly number[])[], size: number): Int32Array => {
  const takers = new Int32Array(size);
  for (const row of rows) for (const item of row) takers[item]!++;
  return takers;
};

const known = (takers: Int32Array): readonly number[] =>
  Array.from(takers.keys()).filter((item) => takers[item]! > 0);

/**
 * Rows of items, of which only the `most` that most accounts took are kept (ties by number). What is kept follows from
 * the group alone: a bound over all groups would let one account move something in each of them.
 * @param size items are numbered from 0 to size − 1
 */
export const groupRowsOf = (
  rows: readonly (readonly number[])[],
  size: number,
  most = Infinity,
): GroupRows => {
  const takers = takersOf(rows, size);
  const items = known(takers);
  if (items.length <= most) return { size, items, rows, takers };
  const kept = new Set(items.toSorted((a, b) => takers[b]! - takers[a]! || a - b).slice(0, most));
  return groupRowsOf(
    rows.map((row) => row.filter((item) => kept.has(item))),
    size,
  );
};

/** The rows of a training set, apart by group of accounts. */
export const rowsByGroup = (
  { rows, policyDigest }: Pick<TrainingSet, 'rows' | 'policyDigest'>,
  groups: number,
): readonly (readonly (readonly number[])[])[] => {
  const apart: (readonly number[])[][] = Array.from({ length: groups }, () => []);
  for (const { accountId, items } of rows)
    apart[groupOfCell(cellOf(accountId, policyDigest), groups)]!.push(items);
  return apart;
};
