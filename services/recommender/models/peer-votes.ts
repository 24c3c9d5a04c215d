import { ONE } from '../integrity/policy.ts';
import { likenessUnits, type Pool, POOLS } from '../votes/tally.ts';
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
  readonly indexed: Float64Array;
  readonly stale: ReadonlyMap<number, number>;
}

/** By account: Σ over the taste's items of the taste's weight times the account's vote, in likeness units. */
const dotProducts = ({ byItem }: VoteIndex, taste: Taste, accounts: number): Float64Array => {
  const dots = new Float64Array(accounts);
  const { starts, entries } = byItem;
  for (const [item, weight] of taste) {
    const end = starts[item + 1] ?? 0;
    for (let at = starts[item] ?? end; at < end; at += 2) {
      dots[entries[at]!]! += weight * entries[at + 1]!;
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

const likenessTo = (
  { index, tally, policy, accounts }: ModelInput,
  taste: Taste,
  asking: number | undefined,
): Likeness => {
  const likenessOf = clippedLikeness(lengthOf(taste), policy.peers);
  const lengths = tally.length.data;
  const indexed = dotProducts(index, taste, accounts);
  if (asking !== undefined) indexed[asking] = 0;
  for (const account of index.stale) indexed[account] = 0;
  for (let account = 0; account < accounts; account++) {
    const dot = indexed[account]!;
    if (dot !== 0) indexed[account] = tally.isPeer(account) ? likenessOf(dot, lengths[account]!) : 0;
  }
  const stale = new Map<number, number>();
  for (const account of index.stale) {
    const dot = account === asking || !tally.isPeer(account) ? 0 : dotOfStale(index, account, taste);
    if (dot !== 0) stale.set(account, likenessOf(dot, lengths[account]!));
  }
  return { indexed, stale };
};

/** Adds g times the votes from `start` to `end`: the innermost loop, two entries a turn (a tenth faster). */
const addRow = (sums: Float64Array, g: number, entries: Int32Array, start: number, end: number): void => {
  let at = start;
  for (const last = end - 2; at < last; at += 4) {
    sums[entries[at]!]! += g * entries[at + 1]!;
    sums[entries[at + 2]!]! += g * entries[at + 3]!;
  }
  if (at < end) sums[entries[at]!]! += g * entries[at + 1]!;
};

/** Σ likeness·vote by item, each account in one pool only: the established without those on probation, and so on. */
const sumApart = (
  { index, tally, accounts, items }: ModelInput,
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
  const { starts, entries } = index.byAccount;
  for (let account = 0; account < accounts; account++) {
    const g = indexed[account]!;
    if (g !== 0) addRow(sumOfKind[kinds[account]!]!, g, entries, starts[account]!, starts[account + 1]!);
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
  const { starts, entries } = index.byItem;
  const end = starts[item + 1] ?? 0;
  let supporters = 0;
  // Likeness is a natural number: without a branch, which would be mispredicted every other time.
  for (let at = starts[item] ?? end; at < end; at += 2) supporters += Math.min(1, indexed[entries[at]!]!);
  for (const [account, g] of stale) {
    if (g === 0) continue;
    index.votesOf(account, (voted) => {
      if (voted === item) supporters++;
    });
  }
  return supporters;
};

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
    const share = (sum: number, of: Float64Array) =>
      Math.floor(sum / LIKENESS_ONE) + Math.floor((of[item]! * floor) / ONE);
    established[item] = share(established[item]! + onProbation[item]!, all.established);
    newcomers[item] = share(newcomers[item]! + demoted[item]!, all.newcomers);
    onProbation[item] = share(onProbation[item]!, all.onProbation);
    demoted[item] = share(demoted[item]!, all.demoted);
  }
  return { ...sums, supporters: (item) => supportersOf(input.index, likeness, item) };
};
