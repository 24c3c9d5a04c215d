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

/** What an account has voted for: items by whatever number they have, each with its votes in millionths. */
interface NumberedRow {
  readonly accountId: string;
  readonly votes: readonly (readonly [item: number, vote: number])[];
}

/** So many rows are looked at before others get the thread. */
const SLICE = 100;
const isTurn = (index: number): boolean => index % SLICE === SLICE - 1;

/** Items with their ids, by id. */
function* namedIn(
  rows: readonly NumberedRow[],
  nameOf: (item: number) => string,
): Generator<undefined, readonly (readonly [itemId: string, item: number])[]> {
  const items = new Set<number>();
  for (const [index, { votes }] of rows.entries()) {
    for (const [item] of votes) items.add(item);
    if (isTurn(index)) yield;
  }
  return [...items].map((item) => [nameOf(item), item] as const).sort(([a], [b]) => (a < b ? -1 : 1));
}

const startsOf = (rows: readonly NumberedRow[]): Int32Array => {
  const starts = new Int32Array(rows.length + 1);
  for (const [index, { votes }] of rows.entries()) starts[index + 1] = starts[index]! + votes.length;
  return starts;
};

/**
 * Yields wherever others may have the thread.
 * @param rows sorted by account
 * @param nameOf an item's id
 */
export function* packSet(
  circumstances: Circumstances,
  rows: readonly NumberedRow[],
  nameOf: (item: number) => string,
): Generator<undefined, PackedSet> {
  const named = yield* namedIn(rows, nameOf);
  const numberOf = new Map(named.map(([, item], index) => [item, index]));
  yield;
  const starts = startsOf(rows);
  const items = new Int32Array(starts[rows.length]!);
  const votes = new Int32Array(items.length);
  for (const [index, row] of rows.entries()) {
    const numbered = row.votes.map(([item, vote]) => [numberOf.get(item)!, vote] as const);
    for (const [at, [item, vote]] of numbered.sort(([a], [b]) => a - b).entries()) {
      items[starts[index]! + at] = item;
      votes[starts[index]! + at] = vote;
    }
    if (isTurn(index)) yield;
  }
  return {
    ...circumstances,
    itemIds: named.map(([itemId]) => itemId),
    accountIds: rows.map(({ accountId }) => accountId),
    starts,
    items,
    votes,
  };
}

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
