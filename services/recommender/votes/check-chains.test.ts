import { describe, expect, test } from '@jest/globals';
import { checkChains } from './check-chains.ts';
import { NONE } from './day-counts.ts';

describe('lists that were read', () => {
  test('may share an end, and be empty', () => {
    expect(() => checkChains(Int32Array.of(NONE, 0, 1, 0), [2, 3, NONE])).not.toThrow();
    expect(() => checkChains(new Int32Array())).not.toThrow();
  });

  test.each([
    ['into itself', Int32Array.of(0), []],
    ['back into itself', Int32Array.of(1, 2, 0), []],
    ['into one that does', Int32Array.of(NONE, 2, 1, 1), []],
    ['out of what there is', Int32Array.of(1), []],
    ['below the first', Int32Array.of(-1), []],
    ['nowhere from its beginning', Int32Array.of(NONE), [1]],
  ])('are refused where one leads %s', (_, next, firsts) => {
    expect(() => checkChains(next, firsts)).toThrow(RangeError);
  });
});
