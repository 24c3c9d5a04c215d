import { ONE, type Policy } from '../integrity/policy.ts';

/** Likeness 1 in its fixed point. A power of two, small enough that Σ likeness·vote over a million accounts is exact. */
export const LIKENESS_ONE = 8_192;

/** What clipped likeness is at most: (1 − floor), in 1/LIKENESS_ONE. */
export const mostLikeness = ({ floor }: Policy['peers']): number =>
  Math.floor((LIKENESS_ONE * (ONE - floor)) / ONE);

/**
 * Clipped likenesses (1 − floor)·(min(cos, m)/m)^q, in 1/LIKENESS_ONE: no account is a hundred times more like
 * you than an honest one. The floor, added elsewhere for everybody, makes it at most 1. Only products and
 * quotients of exact integers and square roots, in one order: the same everywhere.
 * @param dots by account: sum of products of votes, in likeness units
 * @param lengths by account: of the vector of its votes; 0 only where the dot is
 * @param tasteLength of the vector of what to be alike to
 */
export const clippedLikenesses = (
  dots: ArrayLike<number>,
  lengths: ArrayLike<number>,
  tasteLength: number,
  peers: Policy['peers'],
): Uint16Array => {
  const { clip, power, floor } = peers;
  const clipped = (tasteLength * clip) / ONE;
  const one = (LIKENESS_ONE * (ONE - floor)) / ONE;
  const most = mostLikeness(peers);
  const likenesses = new Uint16Array(dots.length);
  for (let account = 0; account < dots.length; account++) {
    const ratio = dots[account]! / (lengths[account]! * clipped);
    let likeness = ratio;
    for (let factor = 1; factor < power; factor++) likeness *= ratio;
    // The array takes the integer part, and of 0/0 nothing.
    likenesses[account] = ratio >= 1 ? most : likeness * one;
  }
  return likenesses;
};
