import { describe, expect, test } from '@jest/globals';
import { figuresOf, meanFigures } from './list-figures.ts';

const list = [
  { itemId: 'a', accounts: 6 },
  { itemId: 'b', accounts: 9 },
  { itemId: 'c', accounts: 1 },
  { itemId: 'd', accounts: 3 },
];

describe('what a list is worth', () => {
  test('counts a hit only while so many accounts don’t remove it', () => {
    const { certified } = figuresOf(list, new Set(['a', 'c', 'z']), 10, [0, 1, 5, 6]);
    expect(certified).toEqual([
      { against: 0, precision: 0.2, recall: 2 / 3 },
      { against: 1, precision: 0.1, recall: 1 / 3 },
      { against: 5, precision: 0.1, recall: 1 / 3 },
      { against: 6, precision: 0, recall: 0 },
    ]);
  });

  test('is told without an attacker, too, and of no more places than asked', () => {
    const { ndcg, recall, certified } = figuresOf(list, new Set(['a', 'd']), 3, [0]);
    // One hit at the first place, two wanted.
    expect(ndcg).toBeCloseTo(1 / (1 + 1 / Math.log2(3)), 12);
    expect(recall).toBe(0.5);
    expect(certified).toEqual([{ against: 0, precision: 1 / 3, recall: 0.5 }]);
  });

  test('without promises nothing is certified, and nothing wanted is worth nothing', () => {
    const unpromised = list.map(({ itemId }) => ({ itemId, accounts: 0 }));
    expect(figuresOf(unpromised, new Set(['a']), 4, [0]).certified[0]).toMatchObject({ precision: 0 });
    expect(figuresOf(list, new Set(), 4, [0])).toEqual({
      ndcg: 0,
      recall: 0,
      certified: [{ against: 0, precision: 0, recall: 0 }],
    });
  });

  test('means are over lists, budget by budget', () => {
    const both = [new Set(['a', 'b']), new Set(['z'])].map((wanted) => figuresOf(list, wanted, 4, [0, 6]));
    expect(meanFigures(both, [0, 6])).toEqual({
      ndcg: 0.5,
      recall: 0.5,
      certified: [
        { against: 0, precision: 0.25, recall: 0.5 },
        { against: 6, precision: 0.125, recall: 0.25 },
      ],
    });
    expect(meanFigures([], [0])).toMatchObject({ ndcg: 0, certified: [{ against: 0, precision: 0 }] });
  });
});
