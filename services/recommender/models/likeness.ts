import { ONE, type Policy } from '../integrity/policy.ts';

/** Likeness 1 in its fixed point. A power of two, small enough that Σ likeness·vote over a million accounts is exact. */
export const LIKENESS_ONE = 8_192;

/**
 * Clipped likeness (1 − floor)·(min(cos, m)/m)^q, in 1/LIKENESS_ONE: no account is a hundred times more like
 * you than an honest one. The floor, added elsewhere for everybody, makes it at most 1. Only products and
 * quotients of exact integers and square roots, in one order: the same everywhere.
 * @param dot sum of products of votes in likeness units
 * @param lengths product of the two lengths
 */
export const clippedLikeness = (
  dot: number,
  lengths: number,
  { clip, power, floor }: Policy['peers'],
): number => {
  const ratio = Math.min(1, (dot * ONE) / (lengths * clip));
  let likeness = ratio;
  for (let factor = 1; factor < power; factor++) likeness *= ratio;
  return Math.floor((likeness * LIKENESS_ONE * (ONE - floor)) / ONE);
};
