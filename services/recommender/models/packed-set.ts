import { createHash } from 'node:crypto';
import { canonicalJson, type Digest } from '../../platform/digest/canonical-digest.ts';
import type { TrainingSet } from './apart-model.ts';

/** A training set as it is handed to a worker thread: few values, of which the many are typed arrays. */
export interface PackedSet extends Pick<TrainingSet, 'position' | 'policyDigest' | 'today' | 'itemIds'> {
  /** Sorted. Account a has the entries from `starts[a]` to `starts[a + 1]`. */
  readonly accountIds: readonly string[];
  readonly starts: Int32Array;
  /** Indices of `itemIds`, ascending, and votes in millionths. */
  readonly items: Int32Array;
  readonly votes: Int32Array;
}

type Circumstances = Pick<TrainingSet, 'position' | 'policyDigest' | 'today'>;

interface NamedRow {
  readonly accountId: string;
  readonly votes: readonly (readonly [itemId: string, vote: number])[];
}

/** @param rows sorted by account */
export const packSet = (circumstances: Circumstances, rows: readonly NamedRow[]): PackedSet => {
  const itemIds = [...new Set(rows.flatMap(({ votes }) => votes.map(([itemId]) => itemId)))].sort();
  const numberOf = new Map(itemIds.map((itemId, index) => [itemId, index]));
  const starts = new Int32Array(rows.length + 1);
  for (const [index, { votes }] of rows.entries()) starts[index + 1] = starts[index]! + votes.length;
  const items = new Int32Array(starts[rows.length]!);
  const votes = new Int32Array(items.length);
  for (const [index, row] of rows.entries()) {
    const numbered = row.votes.map(([itemId, vote]) => [numberOf.get(itemId)!, vote] as const);
    for (const [at, [item, vote]] of numbered.sort(([a], [b]) => a - b).entries()) {
      items[starts[index]! + at] = item;
      votes[starts[index]! + at] = vote;
    }
  }
  return {
    ...circumstances,
    itemIds,
    accountIds: rows.map(({ accountId }) => accountId),
    starts,
    items,
    votes,
  };
};

export const unpackSet = ({ accountIds, starts, items, votes, ...rest }: PackedSet): TrainingSet => ({
  position: rest.position,
  policyDigest: rest.policyDigest,
  today: rest.today,
  itemIds: rest.itemIds,
  rows: accountIds.map((accountId, index) => ({
    accountId,
    items: [...items.subarray(starts[index], starts[index + 1])],
    votes: [...votes.subarray(starts[index], starts[index + 1])],
  })),
});

const bytesOf = ({ buffer, byteOffset, byteLength }: Int32Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

/** Names a set by its content. Not by its position: the same votes on the same day under the same policy are the same. */
export const digestOfSet = ({ policyDigest, today, itemIds, accountIds, ...rest }: PackedSet): Digest => {
  const hash = createHash('sha256').update(canonicalJson({ policyDigest, today, itemIds, accountIds }));
  for (const integers of [rest.starts, rest.items, rest.votes]) hash.update(bytesOf(integers));
  return `sha256:${hash.digest('hex')}`;
};
