import type { Provenance } from '../../../contracts/http/registry.ts';
import { ONE } from '../../integrity/policy.ts';
import type { ApartModel } from '../../models/apart-model.ts';

/** Items that a fingerprint doesn't name are put in so many lots, each with about as many of the training set's pairs. */
const LOTS = 4;
/** Others have the thread after so many items. */
const SLICE = 2_000;

/** What a trained model answers from: its bytes, and what was signed of them. Both are verified. */
export interface LiveArtifact {
  readonly digest: string;
  readonly artifact: Uint8Array;
  readonly provenance: Provenance;
  readonly model: Pick<ApartModel, 'takers'>;
}

/** What an artifact was trained from, by bucket: the items that the fingerprint names, then the lots, then the unknown. */
export interface LearntFrom {
  readonly named: readonly string[];
  /** By bucket: its share of the training set, from 0 to 1. */
  readonly shares: readonly number[];
  /** The bucket of an item; the last one is of those that the artifact doesn't know. */
  bucketOf(itemId: string): number;
  /** An item's share of the training set, as good as it is known. */
  shareOf(itemId: string): number;
}

type Takers = ReadonlyMap<string, number>;

/** By number of takers: the pairs of all items that so many accounts took. */
function* pairsByTakers(takers: Takers): Generator<undefined, readonly number[]> {
  const pairs: number[] = [];
  let seen = 0;
  for (const count of takers.values()) {
    while (pairs.length <= count) pairs.push(0);
    pairs[count]! += count;
    if (++seen % SLICE === 0) yield;
  }
  return pairs;
}

/** By number of takers: the lot. Items of as many takers are in one: only how often an item was taken tells it apart. */
const lotsOf = (pairs: readonly number[], sum: number): readonly number[] => {
  const lots = pairs.map(() => 0);
  let before = 0;
  for (let takers = pairs.length - 1; takers > 0; takers--) {
    lots[takers] = Math.min(LOTS - 1, Math.floor((before / sum) * LOTS));
    before += pairs[takers]!;
  }
  return lots;
};

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);

/** What isn't named, with its takers. */
function* othersIn(takers: Takers, named: ReadonlySet<string>): Generator<undefined, Takers> {
  const others = new Map<string, number>();
  let seen = 0;
  for (const [itemId, count] of takers) {
    if (!named.has(itemId)) others.set(itemId, count);
    if (++seen % SLICE === 0) yield;
  }
  return others;
}

/**
 * Shares of the named items are those of their votes, as the fingerprint says; what they leave over is shared out among
 * the rest by how many accounts took an item. Of rare items of a large shop an artifact may know nothing, though they were
 * in its training set: theirs is the share of the unknown.
 */
export function* learntFrom({ artifact, model, provenance }: LiveArtifact): Generator<undefined, LearntFrom> {
  const { topItems, entries } = provenance.fingerprint;
  const named = topItems.map(({ itemId }) => itemId);
  const bucketOfNamed = new Map(named.map((itemId, bucket) => [itemId, bucket]));
  const known: Takers = model.takers ? yield* model.takers(artifact) : new Map();
  const others = yield* othersIn(known, new Set(named));
  const pairs = yield* pairsByTakers(others);
  const lots = lotsOf(pairs, sumOf(pairs));
  const ofNamed = sumOf(named.map((itemId) => known.get(itemId) ?? 0));
  const unnamed = Math.max(1, entries - ofNamed, sumOf(pairs));
  const shares = topItems.map(({ share }) => share / ONE);
  const left = Math.max(0, 1 - sumOf(shares));
  const inLots = Array.from({ length: LOTS }, () => 0);
  for (const [takers, count] of pairs.entries()) inLots[lots[takers]!]! += count;
  const unknown = left * (1 - sumOf(inLots) / unnamed);
  return {
    named,
    shares: [...shares, ...inLots.map((count) => (left * count) / unnamed), unknown],
    bucketOf(itemId) {
      const takers = others.get(itemId);
      return bucketOfNamed.get(itemId) ?? named.length + (takers === undefined ? LOTS : lots[takers]!);
    },
    shareOf(itemId) {
      const bucket = bucketOfNamed.get(itemId);
      return bucket === undefined ? (left * (others.get(itemId) ?? 0)) / unnamed : shares[bucket]!;
    },
  };
}
