import type { TrainedGroup } from './grouped-artifact.ts';

/** A group as it votes: what it has learnt, and its items in the order in which they fill a ballot. */
export interface Voter extends TrainedGroup {
  /** Most taken first, ties by number. */
  readonly popular: Int32Array;
}

/** What a ballot is for. */
export interface Ballot {
  /** Items by number, and what each is worth by itself, in the model's unit: no attacker reaches it. */
  readonly history: readonly { readonly item: number; readonly own: number }[];
  readonly isExcluded: (item: number) => boolean;
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
  readonly #sums: Float64Array;
  #touched: number[] = [];

  constructor(items: number) {
    this.#sums = new Float64Array(items);
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

/** Fills `scratch` with what the history speaks for: Σ over its items of their weights for an item, and its own. */
const addIndicated = (scratch: Scratch, { starts, targets, weights }: Voter, { history }: Ballot): void => {
  for (const { item, own } of history) {
    const end = starts[item + 1]!;
    for (let at = starts[item]!; at < end; at++) scratch.add(targets[at]!, weights[at]!);
    scratch.add(item, own);
  }
};

/** The best `places` of what the history speaks for, best first: few of many, so most are passed over by one look. */
const bestOf = (scratch: Scratch, { takers }: Voter, { places, isExcluded }: Ballot): number[] => {
  const found: number[] = [];
  let least = 0;
  for (const item of scratch.touched) {
    const sum = scratch.sumOf(item);
    if (sum < least || isExcluded(item)) continue;
    let at = found.length;
    for (; at > 0; at--) {
      const other = found[at - 1]!;
      const by = sum - scratch.sumOf(other) || takers[item]! - takers[other]!;
      if (by < 0 || (by === 0 && item > other)) break;
    }
    found.splice(at, 0, item);
    if (found.length > places) found.pop();
    if (found.length === places) least = scratch.sumOf(found[places - 1]!);
  }
  return found;
};

/**
 * What a group votes for, best first: by what the history speaks for, then by how many of the group took it, then by
 * number; filled up with what the group takes most. It follows from the history and from the group alone.
 */
export const castBallot = (voter: Voter, ballot: Ballot, scratch: Scratch): readonly number[] => {
  const { places, isExcluded } = ballot;
  addIndicated(scratch, voter, ballot);
  const chosen = bestOf(scratch, voter, ballot);
  for (const item of voter.popular) {
    if (chosen.length >= places) break;
    if (scratch.sumOf(item) === 0 && !isExcluded(item)) chosen.push(item);
  }
  scratch.clear();
  return chosen;
};
