import { ONE } from '../integrity/policy.ts';
import { likenessUnits, type Pool, POOLS } from '../votes/tally.ts';
import type { Rows } from '../votes/packed-rows.ts';
import type { VoteIndex } from '../votes/vote-index.ts';
import { clippedLikenesses, LIKENESS_ONE, mostLikeness } from './likeness.ts';
import type { ModelInput, Scores, VoteSums } from './model.ts';
import { zeroSums } from './zero-columns.ts';

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
  /** Of all that are stale, but the asking one. */
  readonly stale: ReadonlyMap<number, number>;
}

/** Zeroed for each use, and the same while its length is: no other can see it, since nothing is awaited meanwhile. */
let dotsOfLast = new Float64Array();
const zeroDots = (accounts: number): Float64Array => {
  if (dotsOfLast.length === accounts) return dotsOfLast.fill(0);
  return (dotsOfLast = new Float64Array(accounts));
};

/** Adds an item's votes times its weight to the dots of their accounts: the innermost loop, two entries a turn. */
const addProducts = (dots: Float64Array, weight: number, item: number, { starts, entries }: Rows): void => {
  const end = starts[item + 1] ?? 0;
  let at = starts[item] ?? end;
  // Both factors have 14 bits.
  for (const last = end - 1; at < last; at += 2) {
    const one = entries[at]!;
    const other = entries[at + 1]!;
    dots[one >>> 14]! += Math.imul(weight, one & 0x3fff);
    dots[other >>> 14]! += Math.imul(weight, other & 0x3fff);
  }
  if (at < end) dots[entries[at]! >>> 14]! += Math.imul(weight, entries[at]! & 0x3fff);
};

/** By account: Σ over the taste's items of the taste's weight times the account's vote, in likeness units. */
const dotProducts = ({ byItem }: VoteIndex, taste: Taste, accounts: number): Float64Array => {
  const dots = zeroDots(accounts);
  for (const [block, rows] of byItem.blocks.entries()) {
    const dotsOfBlock = dots.subarray(block << byItem.columnBits);
    for (const [item, weight] of taste) addProducts(dotsOfBlock, weight, item, rows);
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
  const dots = dotProducts(index, taste, accounts);
  for (const account of index.stale) dots[account] = dotOfStale(index, account, taste);
  if (asking !== undefined) dots[asking] = 0;
  tally.leavePeers(dots);
  const indexed = clippedLikenesses(dots, tally.length.data, lengthOf(taste), policy.peers);
  const stale = new Map<number, number>();
  for (const account of index.stale) {
    if (account !== asking) stale.set(account, indexed[account]!);
    indexed[account] = 0;
  }
  return { indexed, stale };
};

/** Adds each account's votes times its likeness beyond the usual one to the sums of its kind: the innermost loop, two entries a turn. */
const addWeighted = (
  sumOfKind: readonly Float64Array[],
  kinds: Int32Array,
  indexed: Uint16Array,
  usual: number,
  { starts, entries }: Rows,
): void => {
  for (let account = 0; account < indexed.length; account++) {
    const weight = indexed[account]! - usual;
    if (weight === 0) continue;
    const sums = sumOfKind[kinds[account]!]!;
    const end = starts[account + 1]!;
    let at = starts[account]!;
    for (const last = end - 1; at < last; at += 2) {
      const one = entries[at]!;
      const other = entries[at + 1]!;
      sums[one >>> 20]! += weight * (one & 0xfffff);
      sums[other >>> 20]! += weight * (other & 0xfffff);
    }
    if (at < end) sums[entries[at]! >>> 20]! += weight * (entries[at]! & 0xfffff);
  }
};

/**
 * The likeness that most have, by every eighth of them: none at all, or as much as there can be. Without a branch, which
 * would be mispredicted.
 */
const usualLikeness = (indexed: Uint16Array, most: number): number => {
  let surplus = 0;
  for (let account = 0; account < indexed.length; account += 8) {
    const g = indexed[account]!;
    surplus += Number(g === most) - Number(g === 0);
  }
  return surplus > 0 ? most : 0;
};

/** Σ factor·vote by item, each account in one pool only: the established without those on probation, and so on. */
const multiplesOf = (all: VoteSums, factor: number, items: number): Record<Pool, Float64Array> => {
  const sums = zeroSums(items);
  if (factor === 0) return sums;
  for (let item = 0; item < items; item++) {
    const onProbation = factor * all.onProbation[item]!;
    const demoted = factor * all.demoted[item]!;
    sums.established[item] = factor * all.established[item]! - onProbation;
    sums.newcomers[item] = factor * all.newcomers[item]! - demoted;
    sums.onProbation[item] = onProbation;
    sums.demoted[item] = demoted;
  }
  return sums;
};

/**
 * Σ likeness·vote by item, each account in one pool only. For any usual likeness b it is b·Σ vote + Σ (likeness − b)·vote:
 * so nobody is looked at who is as like as most. Where all buy of few items most are as like as can be, else hardly at all.
 */
const sumApart = (
  { index, tally, policy, items }: ModelInput,
  { indexed, stale }: Likeness,
  asking: number | undefined,
  all: VoteSums,
): Record<Pool, Float64Array> => {
  const usual = usualLikeness(indexed, mostLikeness(policy.peers));
  const sums = multiplesOf(all, usual, items);
  // Their votes here don't count, so they are passed over like whoever has the usual likeness.
  const leftOut = asking === undefined ? [...index.stale] : [...index.stale, asking];
  for (const account of leftOut) indexed[account] = usual;
  const sumOfKind = POOLS.map((pools) => sums[pools.at(-1) ?? 'newcomers']);
  const { kinds } = tally;
  for (const [block, rows] of index.byAccount.blocks.entries()) {
    const sumsOfBlock = sumOfKind.map((sum) => sum.subarray(block << index.byAccount.columnBits));
    addWeighted(sumsOfBlock, kinds, indexed, usual, rows);
  }
  for (const account of leftOut) indexed[account] = 0;
  for (const [account, g] of stale) {
    const weight = g - usual;
    if (weight === 0) continue;
    const sum = sumOfKind[kinds[account]!]!;
    index.votesOf(account, (item, vote) => {
      sum[item]! += weight * vote;
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
 * `all` are the sums of everybody's votes but the asking one's, of which the floor counts however unlike they are.
 */
export const peerVotes = (
  input: ModelInput,
  taste: Taste,
  asking: number | undefined,
  all: VoteSums,
): VoteSums & Pick<Scores, 'supporters'> => {
  const likeness = likenessTo(input, taste, asking);
  const sums = sumApart(input, likeness, asking, all);
  const { floor } = input.policy.peers;
  const { established, newcomers, onProbation, demoted } = sums;
  for (let item = 0; item < input.items; item++) {
    established[item] = scoreOf(established[item]! + onProbation[item]!, all.established[item]!, floor);
    newcomers[item] = scoreOf(newcomers[item]! + demoted[item]!, all.newcomers[item]!, floor);
    onProbation[item] = scoreOf(onProbation[item]!, all.onProbation[item]!, floor);
    demoted[item] = scoreOf(demoted[item]!, all.demoted[item]!, floor);
  }
  return { supporters: (item) => supportersOf(input.index, likeness, item), ...sums };
};
