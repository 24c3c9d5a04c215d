import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ClusterSums } from './cluster-sums.ts';

type Account = readonly [ours: number, others: number];

const sumsOf = (accounts: readonly Account[], worth = 1): ClusterSums => {
  const sums = new ClusterSums(2);
  for (const [ours, others] of accounts)
    sums.add(
      new Map([
        [0, ours],
        [1, others],
      ]),
      worth,
    );
  return sums;
};
const many = (count: number, account: Account): readonly Account[] => Array<Account>(count).fill(account);

describe('a share that accounts make', () => {
  test('has the variance of the ratio estimator', () => {
    const count = fc.integer({ min: 0, max: 9 });
    const accounts = fc.array(fc.tuple(count, count), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(accounts, (made) => {
        const sums = sumsOf(made);
        const all = made.reduce((sum, [x, other]) => sum + x + other, 0);
        const share = all === 0 ? 0 : made.reduce((sum, [x]) => sum + x, 0) / all;
        const squares = made.reduce((sum, [x, other]) => sum + (x - share * (x + other)) ** 2, 0);
        expect(sums.shareOf(0)).toBeCloseTo(share, 9);
        expect(sums.varianceOf(0)).toBeCloseTo(all === 0 ? 0 : squares / all ** 2, 9);
      }),
    );
  });

  test('is as sure as there are accounts, not as much as they take', () => {
    const crowd = [...many(50, [1, 0]), ...many(50, [0, 1])];
    const few = [...many(2, [25, 0]), ...many(2, [0, 25])];
    expect(sumsOf(few).shareOf(0)).toBe(sumsOf(crowd).shareOf(0));
    expect(Math.sqrt(sumsOf(few).varianceOf(0))).toBeGreaterThan(4 * Math.sqrt(sumsOf(crowd).varianceOf(0)));
  });

  test('is the same whatever each pair is worth', () => {
    const accounts = [...many(3, [1, 4]), ...many(5, [2, 0])];
    expect(sumsOf(accounts, 0.25).varianceOf(0)).toBeCloseTo(sumsOf(accounts).varianceOf(0), 12);
  });

  test('of nothing is none', () => {
    expect([sumsOf([]).shareOf(0), sumsOf([]).varianceOf(0)]).toEqual([0, 0]);
  });
});
