import { ONE } from '../integrity/policy.ts';

/** How often each id was counted, by id; ids ascend, counts are natural numbers over 0. */
export type Distribution = readonly (readonly [id: string, count: number])[];

const totalOf = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);

/** A part of a whole in millionths, rounded down; 0 of nothing. Exact for wholes of any size. */
export const shareOf = (part: number, whole: number): number =>
  whole === 0 ? 0 : Number((BigInt(part) * BigInt(ONE)) / BigInt(whole));

/** Sorts by id and leaves out what wasn't counted. */
export const distributionOf = (counts: Iterable<readonly [string, number]>): Distribution =>
  [...counts].filter(([, count]) => count > 0).sort(([a], [b]) => (a < b ? -1 : 1));

export const sizeOf = (distribution: Distribution): number => totalOf(distribution.map(([, count]) => count));

/**
 * Shannon's entropy in millionths of a bit. Counts are summed in ascending order, so that the result depends on
 * nothing else.
 */
export const entropyOf = (distribution: Distribution): number => {
  const counts = distribution.map(([, count]) => count).sort((a, b) => a - b);
  const total = totalOf(counts);
  if (counts.length < 2) return 0;
  const bits = counts.reduce((sum, count) => sum - (count / total) * Math.log2(count / total), 0);
  return Math.round(bits * ONE);
};

/**
 * The effective number of those who carry these weights, 1/Σp², in millionths: ten alike make ten, one who outweighs
 * all others makes one (Hill 1973, order 2; Simpson 1949). 0 for none.
 * @param weights natural numbers
 */
export const effectiveNumber = (weights: Iterable<number>): number => {
  let sum = 0n;
  let squares = 0n;
  for (const weight of weights) {
    sum += BigInt(weight);
    squares += BigInt(weight) ** 2n;
  }
  return squares === 0n ? 0 : Number((sum * sum * BigInt(ONE)) / squares);
};

/** Two distributions side by side: every id of either, with both counts. */
export const sideBySide = (
  a: Distribution,
  b: Distribution,
): readonly { readonly id: string; readonly a: number; readonly b: number }[] => {
  const inB = new Map(b);
  const inA = new Set(a.map(([id]) => id));
  return [
    ...a.map(([id, count]) => ({ id, a: count, b: inB.get(id) ?? 0 })),
    ...b.filter(([id]) => !inA.has(id)).map(([id, count]) => ({ id, a: 0, b: count })),
  ];
};
