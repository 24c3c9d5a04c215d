import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ONE } from '../integrity/policy.ts';
import { distributionOf, effectiveNumber, entropyOf, shareOf, sideBySide } from './distribution.ts';

const even = (items: number, count = 1) =>
  distributionOf(Array.from({ length: items }, (_, item) => [`i-${item}`, count] as const));

describe('a distribution', () => {
  test('has as many bits of entropy as it takes to name one of its items', () => {
    expect([even(0), even(1, 9), even(2), even(8, 5)].map(entropyOf)).toEqual([0, 0, ONE, 3 * ONE]);
    expect(
      entropyOf([
        ['a', 3],
        ['b', 1],
      ]),
    ).toBe(811_278);
  });

  test('does not know in which order its items were counted', () => {
    const counts = fc.dictionary(fc.string(), fc.nat(1_000));
    fc.assert(
      fc.property(counts, (of) => {
        const there = distributionOf(Object.entries(of));
        const back = distributionOf(Object.entries(of).reverse());
        expect(back).toEqual(there);
        expect(entropyOf([...there].reverse())).toBe(entropyOf(there));
      }),
    );
  });

  test('is carried by as many as weigh alike, or by one who outweighs all', () => {
    expect([[], [7], [5, 5], Array(10).fill(3)].map(effectiveNumber)).toEqual([0, ONE, 2 * ONE, 10 * ONE]);
    expect(effectiveNumber([1_000_000, 1, 1, 1])).toBe(1_000_006);
    // A sum of squares that no double holds exactly.
    expect(effectiveNumber(Array(100_000).fill(1_000_000))).toBe(100_000 * ONE);
  });

  test('stands beside another with every item of either', () => {
    expect(
      sideBySide(
        [
          ['a', 1],
          ['b', 2],
        ],
        [
          ['b', 3],
          ['c', 4],
        ],
      ),
    ).toEqual([
      { id: 'a', a: 1, b: 0 },
      { id: 'b', a: 2, b: 3 },
      { id: 'c', a: 0, b: 4 },
    ]);
  });

  test('has shares of any whole', () => {
    expect([shareOf(1, 3), shareOf(0, 0), shareOf(9e15, 9e15)]).toEqual([333_333, 0, ONE]);
  });
});
