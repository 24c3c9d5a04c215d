import { best } from '../best.ts';
import type { TrainedGroup } from './grouped-artifact.ts';

/** A group as it votes: what it has learnt, and its items in the order in which they fill a ballot. */
export interface Voter extends TrainedGroup {
  /** Most taken first, ties by number, which is by id. */
  readonly popular: Int32Array;
}

/** What a ballot is for. */
export interface Ballot {
  /** Items by number, those from the group's own on are unknown to it; and what each is worth by itself, in the model's unit. */
  readonly history: readonly { readonly item: number; readonly own: number }[];
  readonly isExcluded: (item: number) => boolean;
  /** For ties. */
  readonly nameOf: (item: number) => string;
  /** How many items each group votes for. */
  readonly places: number;
}

export const voterOf = (group: TrainedGroup): Voter => {
  const items = [...group.takers.keys()].filter((item) => group.takers[item]! > 0);
  items.sort((a, b) => group.takers[b]! - group.takers[a]! || a - b);
  return { ...group, popular: Int32Array.from(items) };
};

/** Sums of what a history speaks for; made once and used for all groups, one after the other. */
export class Scratch {
  #sums: Float64Array;
  #touched: number[] = [];

  /** @param items are numbered from 0 to items − 1 */
  constructor(items: number) {
    this.#sums = new Float64Array(items);
  }

  /** Makes room for items up to there; for nobody while there are sums. */
  ensure(items: number): void {
    if (items > this.#sums.length) this.#sums = new Float64Array(items);
  }

  /** Items with a sum above 0. */
  get touched(): readonly number[] {
    return this.#touched;
  }

  sumOf(item: number): number {
    return this.#sums[item]!;
  }

  add(item: number, weight: number): void {
    if (weight <= 0) return;
    if (this.#sums[item] === 0) this.#touched.push(item);
    this.#sums[item]! += weight;
  }

  clear(): void {
    for (const item of this.#touched) this.#sums[item] = 0;
    this.#touched = [];
  }
}

/**
 * Fills `scratch` with what the history speaks for: Σ over its items of their weights for an item, and its own. An item of
 * the history counts by itself whether the group knows it or not, and whether any other group does: else the first account
 * that took it would put it on the ballots of all groups.
 */
const addIndicated = (scratch: Scratch, { starts, targets, weights }: Voter, { history }: Ballot): void => {
  for (const { item, own } of history) {
    const end = starts[item + 1] ?? 0;
    for (let at = starts[item] ?? end; at < end; at++) scratch.add(targets[at]!, weights[at]!);
    scratch.add(item, own);
  }
};

/** The best `places` of what the history speaks for, best first. */
const indicated = (scratch: Scratch, { takers }: Voter, ballot: Ballot): number[] => {
  const { places, isExcluded, nameOf } = ballot;
  const takersOf = (item: number): number => takers[item] ?? 0;
  const allowed = scratch.touched.filter((item) => !isExcluded(item));
  return best(allowed, places, (one, other) => {
    const by = scratch.sumOf(one) - scratch.sumOf(other) || takersOf(one) - takersOf(other);
    return by > 0 || (by === 0 && nameOf(one) < nameOf(other));
  });
};

/**
 * What a group votes for, best first: by what the history speaks for, then by how many of the group took it, then by
 * id; filled up with what the group takes most. It follows from the history and from the group alone.
 */
export const castBallot = (voter: Voter, ballot: Ballot, scratch: Scratch): readonly number[] => {
  const { places, isExcluded } = ballot;
  addIndicated(scratch, voter, ballot);
  const chosen = indicated(scratch, voter, ballot);
  for (const item of voter.popular) {
    if (chosen.length >= places) break;
    if (scratch.sumOf(item) === 0 && !isExcluded(item)) chosen.push(item);
  }
  scratch.clear();
  return chosen;
};
