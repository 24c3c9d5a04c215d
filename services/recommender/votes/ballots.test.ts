import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Ballots } from './ballots.ts';
import { NONE } from './day-counts.ts';

const step = fc.record({
  account: fc.nat(3),
  item: fc.nat(2),
  day: fc.integer({ min: -1, max: 3 }),
  isCredit: fc.boolean(),
});

describe('ballots', () => {
  test('hold the days of every pair and account that were credited and not withdrawn', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80, size: 'max' }), (steps) => {
        const ballots = new Ballots();
        const credits: { account: number; item: number; day: number }[] = [];
        for (const { isCredit, ...credit } of steps) {
          const same = (one: typeof credit) =>
            one.account === credit.account && one.item === credit.item && one.day === credit.day;
          const before = credits.filter(same).length;
          if (isCredit) {
            expect(ballots.credit(credit.account, credit.item, credit.day)).toBe(before === 0);
            credits.push(credit);
          } else if (before > 0) {
            expect(ballots.withdraw(credit.account, credit.item, credit.day)).toBe(before === 1);
            credits.splice(credits.findIndex(same), 1);
          }
        }
        for (const account of [0, 1, 2, 3]) {
          const mine = credits.filter((one) => one.account === account);
          expect(ballots.dayCount.data[account]).toBe(new Set(mine.map(({ day }) => day)).size);
          for (const item of [0, 1, 2])
            expect(ballots.has(account, item)).toBe(mine.some((one) => one.item === item));
        }
      }),
      { numRuns: 200 },
    );
  });

  test('chain every pair of an account exactly once', () => {
    const ballots = new Ballots();
    for (const [account, item] of [
      [0, 5],
      [1, 5],
      [0, 6],
      [0, 5],
      [2_000, 5],
    ] as const) {
      ballots.credit(account, item, 1);
    }
    const itemsOf = (account: number) => {
      const items: number[] = [];
      const { firstOfAccount, nextOfAccount, pairs } = ballots;
      for (let pair = firstOfAccount.data[account]!; pair !== NONE; pair = nextOfAccount.data[pair]!) {
        items.push(pairs.item.data[pair]!);
      }
      return items.sort();
    };
    expect([0, 1, 2, 2_000].map(itemsOf)).toEqual([[5, 6], [5], [], [5]]);
  });

  test('name each account that changed once, until asked', () => {
    const ballots = new Ballots();
    ballots.credit(3, 0, 1);
    ballots.credit(3, 1, 1);
    ballots.touch(1);
    expect([...ballots.takeDirty()].sort()).toEqual([1, 3]);
    expect(ballots.takeDirty()).toEqual([]);
    ballots.withdraw(3, 0, 1);
    expect(ballots.takeDirty()).toEqual([3]);
  });

  test('refuse to give back what was never credited', () => {
    const ballots = new Ballots();
    expect(() => ballots.withdraw(0, 0, 1)).toThrow();
    ballots.credit(0, 0, 1);
    expect(() => ballots.withdraw(0, 0, 2)).toThrow('day 2');
  });
});
