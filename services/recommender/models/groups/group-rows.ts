import type { TrainingSet } from '../apart-model.ts';
import { cellOf, groupOfCell } from './account-groups.ts';

/** The items of one account, ascending. */
export type ItemsOfAccount = readonly number[];

/** What the accounts of one group took home: all that its model may learn from. */
export interface GroupRows {
  /** Items are numbered from 0 to here; most of them may be of other groups. */
  readonly size: number;
  /** The items that somebody of the group took, ascending. */
  readonly items: readonly number[];
  /** By account. */
  readonly rows: readonly ItemsOfAccount[];
  /** By item: how many accounts took it. */
  readonly takers: Int32Array;
}

const takersOf = (rows: readonly ItemsOfAccount[], size: number): Int32Array => {
  const takers = new Int32Array(size);
  for (const row of rows) for (const item of row) takers[item]!++;
  return takers;
};

const known = (takers: Int32Array): readonly number[] =>
  Array.from(takers.keys()).filter((item) => takers[item]! > 0);

/** @param size items are numbered from 0 to size − 1 */
export const groupRowsOf = (rows: readonly ItemsOfAccount[], size: number): GroupRows => {
  const takers = takersOf(rows, size);
  return { size, items: known(takers), rows, takers };
};

/**
 * Rows with only the `most` items that most accounts took (ties by number). What is kept follows from the group alone: a
 * bound over all groups would let one account move something in each of them.
 */
const withMostTaken = (
  rows: readonly ItemsOfAccount[],
  size: number,
  most: number,
): readonly ItemsOfAccount[] => {
  const { items, takers } = groupRowsOf(rows, size);
  if (items.length <= most) return rows;
  const kept = new Set(items.toSorted((a, b) => takers[b]! - takers[a]! || a - b).slice(0, most));
  return rows.map((row) => row.filter((item) => kept.has(item)));
};

const rowsByGroup = (
  { rows, policyDigest }: Pick<TrainingSet, 'rows' | 'policyDigest'>,
  groups: number,
): readonly (readonly ItemsOfAccount[])[] => {
  const apart: ItemsOfAccount[][] = Array.from({ length: groups }, () => []);
  for (const { accountId, items } of rows)
    apart[groupOfCell(cellOf(accountId, policyDigest), groups)]!.push(items);
  return apart;
};

/**
 * The rows of a training set, apart by group of accounts, of each group its `most` items; and only what some group keeps
 * has a number: so an artifact is bounded, however many items accounts make up. The order of those that are left stays,
 * which is all that a group sees of others.
 */
export const keptByGroups = (
  set: Pick<TrainingSet, 'rows' | 'policyDigest' | 'itemIds'>,
  groups: number,
  most: number,
): { readonly itemIds: readonly string[]; readonly groups: readonly (readonly ItemsOfAccount[])[] } => {
  const kept = rowsByGroup(set, groups).map((rows) => withMostTaken(rows, set.itemIds.length, most));
  const takers = takersOf(kept.flat(), set.itemIds.length);
  const numberOf = new Int32Array(takers.length);
  const items = known(takers);
  for (const [number, item] of items.entries()) numberOf[item] = number;
  return {
    itemIds: items.map((item) => set.itemIds[item]!),
    groups: kept.map((rows) => rows.map((row) => row.map((item) => numberOf[item]!))),
  };
};
