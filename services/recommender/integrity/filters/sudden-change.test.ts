import { describe, expect, test } from '@jest/globals';
import { aProfile, strengthOf, type Visits, watchful } from '../../../../test/builders/a-profile.ts';
import { defaultPolicy } from '../policy.ts';
import { suddenChange } from './sudden-change.ts';

const TARGET = 99;
/** One of three favourites on every other day until a week ago. */
const past: Visits = Array.from({ length: 30 }, (_, index) => [7 + 2 * index, [index % 3]] as const);
const lastDays = (...items: readonly (readonly number[])[]): Visits =>
  items.map((taken, ago) => [ago, taken] as const);
const notice = (visits: Visits, policy = defaultPolicy) => suddenChange(aProfile(visits), undefined, policy);

describe('a sudden change', () => {
  test('is nothing about who goes on as before, or tries something', () => {
    expect(notice([...past, ...lastDays([0], [1], [2], [0])])).toBeUndefined();
    expect(notice([...past, ...lastDays([0, 7], [1, 8], [2, 9])])).toBeUndefined();
    expect(notice([...past, ...lastDays([7], [8], [9], [10])], watchful)).toBeUndefined();
  });

  test('is the same new thing again and again', () => {
    const found = notice([...past, ...lastDays([TARGET], [TARGET], [TARGET], [TARGET], [TARGET])]);
    expect(found).toMatchObject({
      items: [TARGET],
      facts: { days: 7, repeatDays: 4, repeatDaysOfNew: 4, repeatDaysOfNewBefore: 0 },
    });
    expect(strengthOf(found)).toBeGreaterThan(0.9);
  });

  test('is not yet what was taken three times', () => {
    const thrice = [...past, ...lastDays([TARGET], [TARGET], [TARGET])];
    expect(notice(thrice)).toBeUndefined();
    expect(strengthOf(notice(thrice, watchful))).toBeGreaterThan(0.1);
  });

  test('counts days, not lines: a basket taken twice is one repeat', () => {
    const basket = Array.from({ length: 40 }, (_, item) => 100 + item);
    expect(strengthOf(notice([...past, ...lastDays(basket, basket)], watchful))).toBeLessThan(0.1);
  });

  test('is measured against the account itself: who always moves on has not changed', () => {
    const moody: Visits = Array.from({ length: 70 }, (_, ago) => [ago, [Math.floor(ago / 7)]] as const);
    expect(notice(moody)).toBeUndefined();
  });

  test('takes a long-standing account', () => {
    const fresh: Visits = [[20, [0]], [8, [1]], ...lastDays([9], [9], [9], [9], [9], [9])];
    expect(notice(fresh, watchful)).toBeUndefined();
  });
});
