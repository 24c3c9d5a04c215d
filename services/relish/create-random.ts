/**
 * Numbers from 0 up to, not including, 1: the same seed, the same numbers. Mulberry32: small, quick, the same
 * everywhere. Good enough to mix an order or to make up a lunch, and for nothing secret.
 */
export const createRandom = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};
