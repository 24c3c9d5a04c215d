import { ONE } from '../integrity/policy.ts';
import { likenessUnits, type Pool, POOLS } from '../votes/tally.ts';
import type { Rows } from '../votes/packed-rows.ts';
import type { VoteIndex } from '../votes/vote-index.ts';
import { clippedLikeness, LIKENESS_ONE } from './likeness.ts';
import type { ModelInput, Scores, VoteSums } from './model.ts';

/** What to be alike to: items and their weight in likeness units. */
export type Taste = ReadonlyMap<number, number>;

const lengthOf = (taste: Taste): number => {
  let squared = 0;
  for (const units of taste.values()) squared += units * units;
  return Math.sqrt(squared);
};

/** By account: its clipped likeness to the taste, in 1/LIKENESS_ONE. */
interface Likeness {
  /** Of the accounts whose votes the index holds; 0 for the stale and for the asking one. */
  readonly indexed: Uint16Array;
  readonly stale: ReadonlyMap<number, number>;
}

/** By account: Σ over the taste's items of the taste's weight times the account's vote, in likeness units. */
const dotProducts = ({ byItem }: VoteIndex, taste: Taste, accounts: number): Float64Array => {
  const dots = new Float64Array(accounts);
  for (const [block, { starts, entries }] of byItem.blocks.entries()) {
    const dotsOfBlock = dots.subarray(block << byItem.columnBits);
    for (const [item, weight] of taste) {
      const end = starts[item + 1] ?? 0;
      for (let at = starts[item] ?? end; at < end; at++) {
        const entry = entries[at]!;
        dotsOfBlock[entry >>> 14]! += weight * (entry & 0x3fff);
      }
    }
  }
  return dots;
};

const dotOfStale = (index: VoteIndex, account: number, taste: Taste): number => {
  let dot = 0;
  index.votesOf(account, (item, vote) => {
    dot += (taste.get(item) ?? 0) * likenessUnits(vote);
  });
  return dot;
};

/** How alike everybody is to a taste. @param asking doesn't count */
export const likenessTo = (
  { index, tally, policy, accounts }: ModelInput,
  taste: Taste,
  asking: number | undefined,
): Likeness => {
  const likenessOf = clippedLikeness(lengthOf(taste), policy.peers);
  const lengths = tally.length.data;
  const dots = dotProducts(index, taste, accounts);
  const indexed = new Uint16Array(accounts);
  for (let account = 0; account < accounts; account++) {
    const dot = dots[account]!;
    if (dot !== 0 && tally.isPeer(account)) indexed[account] = likenessOf(dot, lengths[account]!);
  }
  if (asking !== undefined) indexed[asking] = 0;
  const stale = new Map<number, number>();
  for (const account of index.stale) {
    indexed[account] = 0;
    const dot = account === asking || !tally.isPeer(account) ? 0 : dotOfStale(index, account, taste);
    if (dot !== 0) stale.set(account, likenessOf(dot, lengths[account]!));
  }
  return { indexed, stale };
};

/** Adds each account's votes times its likeness to the sums of its kind: the innermost loop, two entries a turn. */
const addAlike = (
  sumOfKind: readonly Float64Array[],
  kinds: Int32Array,
  likeness: Uint16Array,
  { starts, entries }: Rows,
): void => {
  for (let account = 0; account < likeness.length; account++) {
    const g = likeness[account]!;
    if (g === 0) continue;
    const sums = sumOfKind[kinds[account]!]!;
    const end = starts[account + 1]!;
    let at = starts[account]!;
    for (const last = end - 1; at < last; at += 2) {
      const one = entries[at]!;
      const other = entries[at + 1]!;
      sums[one >>> 20]! += g * (one & 0xfffff);
      sums[other >>> 20]! += g * (other & 0xfffff);
    }
    if (at < end) sums[entries[at]! >>> 20]! += g * (entries[at]! & 0xfffff);
  }
};

/** Σ likeness·vote by item, each account in one pool only: the established without those on probation, and so on. */
const sumApart = (
  { index, tally, items }: ModelInput,
  { indexed, stale }: Likeness,
): Record<Pool, Float64Array> => {
  const sums = {
    established: new Float64Array(items),
    newcomers: new Float64Array(items),
    onProbation: new Float64Array(items),
    demoted: new Float64Array(items),
  };
  const sumOfKind = POOLS.map((pools) => sums[pools.at(-1) ?? 'newcomers']);
  const { kinds } = tally;
  for (const [block, rows] of index.byAccount.blocks.entries()) {
    const sumsOfBlock = sumOfKind.map((sum) => sum.subarray(block << index.byAccount.columnBits));
    addAlike(sumsOfBlock, kinds, indexed, rows);
  }
  for (const [account, g] of stale) {
    const sum = sumOfKind[kinds[account]!]!;
    index.votesOf(account, (item, vote) => {
      sum[item]! += g * vote;
    });
  }
  return sums;
};

const supportersOf = (index: VoteIndex, { indexed, stale }: Likeness, item: number): number => {
  let supporters = 0;
  for (const [block, { starts, entries }] of index.byItem.blocks.entries()) {
    const indexedOfBlock = indexed.subarray(block << index.byItem.columnBits);
    const end = starts[item + 1] ?? 0;
    // 1 for any likeness but 0, which is less than 2^16: without a branch, which would be mispredicted every other time.
    for (let at = starts[item] ?? end; at < end; at++)
      supporters += (indexedOfBlock[entries[at]! >>> 14]! + 0xffff) >>> 16;
  }
  for (const [account, g] of stale) {
    if (g === 0) continue;
    index.votesOf(account, (voted) => {
      if (voted === item) supporters++;
    });
  }
  return supporters;
};

/** From Σ likeness·vote of those alike, and Σ vote of all. */
const scoreOf = (alike: number, all: number, floor: number): number =>
  Math.floor(alike / LIKENESS_ONE) + Math.floor((all * floor) / ONE);

/**
 * Σ_{a≠asking} (floor + (1 − floor)·g(a, taste))·v_a(i), in millionths of a vote, g the clipped likeness:
 * `all` are the sums of everybody's votes, of which the floor counts however unlike they are.
 */
export const peerVotes = (
  input: ModelInput,
  taste: Taste,
  asking: number | undefined,
  all: VoteSums,
): VoteSums & Pick<Scores, 'supporters'> => {
  const likeness = likenessTo(input, taste, asking);
  const sums = sumApart(input, likeness);
  const { floor } = input.policy.peers;
  const { established, newcomers, onProbation, demoted } = sums;
  for (let item = 0; item < input.items; item++) {
    established[item] = scoreOf(established[item]! + onProbation[item]!, all.established[item]!, floor);
    newcomers[item] = scoreOf(newcomers[item]! + demoted[item]!, all.newcomers[item]!, floor);
    onProbation[item] = scoreOf(onProbation[item]!, all.onProbation[item]!, floor);
    demoted[item] = scoreOf(demoted[item]!, all.demoted[item]!, floor);
  }
  return { ...sums, supporters: (item) => supportersOf(input.index, likeness, item) };
};
