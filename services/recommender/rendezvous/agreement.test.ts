import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { orderOf, overlapOf } from './agreement.ts';

const list = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'), { maxLength: 7 });

describe('how two lists agree', () => {
  test.each([
    [['a', 'b'], ['a', 'b'], 1_000_000, 1_000_000],
    [['a', 'b'], ['b', 'a'], 1_000_000, -1_000_000],
    [['a', 'b', 'c'], ['a', 'c', 'b'], 1_000_000, 333_333],
    [['a', 'b', 'c', 'd'], ['a', 'b'], 500_000, 1_000_000],
    [['a'], ['b'], 0, undefined],
    [[], [], 1_000_000, undefined],
  ])('%p and %p', (a, b, overlap, order) => {
    expect(overlapOf(a, b)).toBe(overlap);
    expect(orderOf(a, b)).toBe(order);
  });

  test('is the same the other way round, and turns with one of them', () => {
    fc.assert(
      fc.property(list, list, (a, b) => {
        expect(overlapOf(a, b)).toBe(overlapOf(b, a));
        const order = orderOf(a, b);
        expect(orderOf(b, a)).toBe(order);
        if (order !== undefined) expect(orderOf(a.toReversed(), b)).toBeCloseTo(-order, -1);
      }),
    );
  });
});
