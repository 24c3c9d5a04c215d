import { ONE, type Policy } from '../integrity/policy.ts';

/** Likeness 1 in its fixed point. A power of two, small enough that Σ likeness·vote over a million accounts is exact. */
export const LIKENESS_ONE = 8_192;

/** What clipped likeness is at most: (1 − floor), in 1/LIKENESS_ONE. */
export const mostLikeness = ({ floor }: Policy['peers']): number =>
  Math.floor((LIKENESS_ONE * (ONE - floor)) / ONE);

/**
 * Clipped likeness (1 − floor)·(min(cos, m)/m)^q, in 1/LIKENESS_ONE: no account is a hundred times more like
 * you than an honest one. The floor, added elsewhere for everybody, makes it at most 1. Only products and
 * quotients of exact integers and square roots, in one order: the same everywhere.
 * @param tasteLength of the vector of what to be alike to
 * @returns takes the sum of products of votes (in likeness units) and the length of the other vector
 */
export const clippedLikeness = (
  tasteLength: number,
  peers: Policy['peers'],
): ((dot: number, length: number) => number) => {
  const { clip, power, floor } = peers;
  const clipped = (tasteLength * clip) / ONE;
  const one = (LIKENESS_ONE * (ONE - floor)) / ONE;
  const most = mostLikeness(peers);
  return (dot, length) => {
    const ratio = dot / (length * clipped);
    if (ratio >= 1) return most;
    let likeness = ratio;
    for (let factor = 1; factor < power; factor++) likeness *= ratio;
    return Math.floor(likeness * one);
  };
};
