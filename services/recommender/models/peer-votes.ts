import { ONE, type Policy } from '../integrity/policy.ts';
import { likenessUnits } from '../votes/tally.ts';
import type { VoteIndex } from '../votes/vote-index.ts';
import { clippedLikeness, LIKENESS_ONE } from './likeness.ts';
import type { ModelInput } from './model.ts';

/** What to be alike to: items and their weight in likeness units. */
export type Taste = ReadonlyMap<number, number>;

const lengthOf = (taste: Taste): number => {
  let squared = 0;
  for (const units of taste.values()) squared += units * units;
  return Math.sqrt(squared);
};

/** By account: Σ over the taste's items of the taste's weight times the account's vote, in likeness units. */
const dotProducts = (index: VoteIndex, taste: Taste, accounts: number): Float64Array => {
  const dots = new Float64Array(accounts);
  const { starts, entries } = index.byItem;
  for (const [item, weight] of taste) {
    const end = starts[item + 1] ?? 0;
    for (let at = starts[item] ?? end; at < end; at += 2) {
      dots[entries[at]!]! += weight * entries[at + 1]!;
    }
  }
  for (const account of index.stale) {
    let dot = 0;
    index.votesOf(account, (item, vote) => {
      dot += (taste.get(item) ?? 0) * likenessUnits(vote);
    });
    dots[account] = dot;
  }
  return dots;
};

/** By account: its likeness to the taste in 1/LIKENESS_ONE; 0 for the asking account. */
const likenessTo = (
  { index, tally, policy, accounts }: ModelInput,
  taste: Taste,
  asking: number | undefined,
): Float64Array => {
  const likeness = dotProducts(index, taste, accounts);
  const length = lengthOf(taste);
  const lengths = tally.length.data;
  for (let account = 0; account < accounts; account++) {
    const dot = likeness[account]!;
    if (dot !== 0) likeness[account] = clippedLikeness(dot, lengths[account]! * length, policy.peers);
  }
  if (asking !== undefined) likeness[asking] = 0;
  return likeness;
};

/** Votes weighted by likeness, by item, and how many accounts are behind an item. */
export interface PeerVotes {
  readonly established: Float64Array;
  readonly newcomers: Float64Array;
  supporters(item: number): number;
}

const sum = (input: ModelInput, likeness: Float64Array): Pick<PeerVotes, 'established' | 'newcomers'> => {
  const { index, tally, accounts, items } = input;
  const established = new Float64Array(items);
  const newcomers = new Float64Array(items);
  const { starts, entries } = index.byAccount;
  const { isStale } = index;
  for (let account = 0; account < accounts; account++) {
    const g = likeness[account]!;
    if (g === 0) continue;
    const sums = tally.isEstablished(account) ? established : newcomers;
    if (isStale[account] === 1) {
      index.votesOf(account, (item, vote) => {
        sums[item]! += g * vote;
      });
      continue;
    }
    const end = starts[account + 1]!;
    for (let at = starts[account]!; at < end; at += 2) sums[entries[at]!]! += g * entries[at + 1]!;
  }
  return { established, newcomers };
};

const supportersOf = ({ index }: ModelInput, likeness: Float64Array, item: number): number => {
  const { starts, entries } = index.byItem;
  const end = starts[item + 1] ?? 0;
  let supporters = 0;
  for (let at = starts[item] ?? end; at < end; at += 2) {
    if (likeness[entries[at]!]! > 0 && index.isStale[entries[at]!] === 0) supporters++;
  }
  for (const account of index.stale) {
    if (!likeness[account]) continue;
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
  all: { readonly established: Float64Array; readonly newcomers: Float64Array },
): PeerVotes => {
  const likeness = likenessTo(input, taste, asking);
  const { established, newcomers } = sum(input, likeness);
  const { floor }: Policy['peers'] = input.policy.peers;
  for (let item = 0; item < input.items; item++) {
    established[item] =
      Math.floor(established[item]! / LIKENESS_ONE) + Math.floor((all.established[item]! * floor) / ONE);
    newcomers[item] =
      Math.floor(newcomers[item]! / LIKENESS_ONE) + Math.floor((all.newcomers[item]! * floor) / ONE);
  }
  return { established, newcomers, supporters: (item) => supportersOf(input, likeness, item) };
};
