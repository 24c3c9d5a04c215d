import { z } from 'zod';
import type { Indicators } from './indicators.ts';

/**
 * The artifact is the magic, the size of its header, the header as JSON, and for each group, as 32-bit integers, little
 * endian: by item how many of its accounts took it, where its indicators start, their targets, their weights.
 */
const MAGIC = Buffer.from('relish-model 1\n');
const WIDTH = 4;
const MOST_ITEMS = 1_000_000;

const parameters = z.record(z.string(), z.number());
const header = z.strictObject({
  name: z.string(),
  version: z.string(),
  parameters,
  itemIds: z.array(z.string()).max(MOST_ITEMS),
  groups: z.array(z.strictObject({ accounts: z.int().min(0), indicators: z.int().min(0) })).max(1_000),
});

/** What one group has learnt. */
export interface TrainedGroup extends Indicators {
  readonly accounts: number;
  /** By item: how many of the group's accounts took it. */
  readonly takers: Int32Array;
}

/** A model that was trained apart on groups of accounts. */
export interface GroupedArtifact extends Pick<z.infer<typeof header>, 'name' | 'version' | 'parameters'> {
  /** Sorted; groups speak of items by their index here. */
  readonly itemIds: readonly string[];
  readonly groups: readonly TrainedGroup[];
}

const broken = (why: string, cause?: unknown): Error =>
  new Error(`These bytes are no artifact of this version: ${why}.`, { cause });

const write = (into: Buffer, at: number, integers: Int32Array): number => {
  for (let index = 0; index < integers.length; index++)
    into.writeInt32LE(integers[index]!, at + index * WIDTH);
  return at + integers.length * WIDTH;
};

/** The bytes of an artifact: the same for the same. */
export const encodeGrouped = ({
  name,
  version,
  parameters,
  itemIds,
  groups,
}: GroupedArtifact): Uint8Array => {
  const sizes = groups.map(({ accounts, targets }) => ({ accounts, indicators: targets.length }));
  const head = Buffer.from(JSON.stringify({ name, version, parameters, itemIds, groups: sizes }));
  const size = Buffer.alloc(WIDTH);
  size.writeUInt32LE(head.length);
  const parts = groups.flatMap(({ takers, starts, targets, weights }) => [takers, starts, targets, weights]);
  const body = Buffer.alloc(parts.reduce((sum, { length }) => sum + length * WIDTH, 0));
  let at = 0;
  for (const part of parts) at = write(body, at, part);
  return Buffer.concat([MAGIC, size, head, body]);
};

/** Reads integers one run after the other. */
class Reader {
  readonly #bytes: Buffer;
  #at: number;

  constructor(bytes: Buffer, from: number) {
    this.#bytes = bytes;
    this.#at = from;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  take(count: number): Int32Array {
    if (count * WIDTH > this.left) throw broken('it ends too early');
    const integers = new Int32Array(count);
    for (let index = 0; index < count; index++)
      integers[index] = this.#bytes.readInt32LE(this.#at + index * WIDTH);
    this.#at += count * WIDTH;
    return integers;
  }

  skip(count: number): void {
    if (count * WIDTH > this.left) throw broken('it ends too early');
    this.#at += count * WIDTH;
  }
}

const areWithin = (integers: Int32Array, least: number, most: number): boolean =>
  integers.every((integer) => integer >= least && integer <= most);

const ascends = (integers: Int32Array): boolean =>
  integers.every((integer, index) => index === 0 || integer >= integers[index - 1]!);

const checkGroup = ({ accounts, takers, starts, targets, weights }: TrainedGroup): TrainedGroup => {
  if (!areWithin(takers, 0, accounts)) throw broken('more accounts took an item than there are');
  if (starts[0] !== 0 || starts.at(-1) !== targets.length || !ascends(starts))
    throw broken('its rows are torn');
  if (!areWithin(targets, 0, takers.length - 1)) throw broken('it speaks of an item that it does not name');
  if (!areWithin(weights, 1, 2 ** 31 - 1)) throw broken('a weight is not above 0');
  return { accounts, takers, starts, targets, weights };
};

const readHeader = (bytes: Buffer): { readonly head: z.infer<typeof header>; readonly end: number } => {
  const from = MAGIC.length + WIDTH;
  if (bytes.length < from || !bytes.subarray(0, MAGIC.length).equals(MAGIC))
    throw broken('it begins otherwise');
  const end = from + bytes.readUInt32LE(MAGIC.length);
  try {
    return { head: header.parse(JSON.parse(bytes.toString('utf8', from, end))), end };
  } catch (cause) {
    throw broken('its header cannot be read', cause);
  }
};

const bufferOf = ({ buffer, byteOffset, byteLength }: Uint8Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength);

/**
 * By item: how many accounts of the training set took it, of all groups together. Reads the header and passes over what
 * was learnt from them; yields wherever others may have the thread.
 * @throws Error for what `encodeGrouped` doesn't write
 */
export function* takersIn(artifact: Uint8Array): Generator<undefined, ReadonlyMap<string, number>> {
  const bytes = bufferOf(artifact);
  const { head, end } = readHeader(bytes);
  const items = head.itemIds.length;
  const reader = new Reader(bytes, end);
  const takers = new Int32Array(items);
  for (const { indicators } of head.groups) {
    yield;
    for (const [item, accounts] of reader.take(items).entries()) takers[item]! += accounts;
    reader.skip(items + 1 + 2 * indicators);
  }
  yield;
  return new Map(head.itemIds.map((itemId, item) => [itemId, takers[item]!]));
}

/** @throws Error for what `encodeGrouped` doesn't write */
export const decodeGrouped = (artifact: Uint8Array): GroupedArtifact => {
  const bytes = bufferOf(artifact);
  const { head, end } = readHeader(bytes);
  const items = head.itemIds.length;
  if (head.itemIds.some((itemId, index) => index > 0 && itemId <= head.itemIds[index - 1]!))
    throw broken('its items are not sorted');
  const reader = new Reader(bytes, end);
  const groups = head.groups.map(({ accounts, indicators }) => {
    const takers = reader.take(items);
    const starts = reader.take(items + 1);
    return checkGroup({
      accounts,
      takers,
      starts,
      targets: reader.take(indicators),
      weights: reader.take(indicators),
    });
  });
  if (reader.left > 0) throw broken('it goes on too long');
  return { ...head, groups };
};
