import { describe, expect, test } from '@jest/globals';
import { defaultPolicy } from './policy.ts';
import type { OrdersByDay } from './holds.ts';
import { riseOf, standingOf } from './standing.ts';

const TODAY = 20_000;

describe('the rise to established', () => {
  test('is on the fifth day with something taken home, or two weeks after the first', () => {
    expect(riseOf({ firstDay: -3, nthDay: 5 }, undefined, defaultPolicy)).toBe(11);
    expect(riseOf({ firstDay: -3, nthDay: 50 }, undefined, defaultPolicy)).toBe(50);
    expect(riseOf({ firstDay: -3, nthDay: undefined }, undefined, defaultPolicy)).toBeUndefined();
    expect(riseOf({ firstDay: undefined, nthDay: undefined }, undefined, defaultPolicy)).toBeUndefined();
  });
});

describe('standing', () => {
  test('is established from the day of the rise on', () => {
    expect(standingOf(TODAY, TODAY, false, false)).toBe('established');
    expect(standingOf(TODAY + 1, TODAY, false, false)).toBe('newcomer');
    expect(standingOf(undefined, TODAY, false, false)).toBe('newcomer');
  });

  test('is demoted only for those who have risen', () => {
    expect(standingOf(TODAY, TODAY, true, false)).toBe('demoted');
    expect(standingOf(TODAY + 1, TODAY, true, false)).toBe('newcomer');
  });

  test('is quarantined whatever the history', () => {
    expect(standingOf(TODAY, TODAY, true, true)).toBe('quarantined');
    expect(standingOf(undefined, TODAY, false, true)).toBe('quarantined');
  });
});

describe('what it never fetched holds it back', () => {
  const on = (day: number, count: number) => [{ day, count }];
  const spam = (day: number, count: number): OrdersByDay => ({
    placed: on(day, count),
    cancelled: on(day, count),
    quick: on(day, count),
    expired: [],
  });
  const FROM = TODAY - 10;
  const risen = (orders: OrdersByDay, policy = defaultPolicy) =>
    riseOf({ firstDay: FROM - 14, nthDay: FROM }, orders, policy);

  test('until it has placed enough that it did fetch', () => {
    expect(risen(spam(FROM - 1, 200))).toBeUndefined();
    const honest = [{ day: FROM + 4, count: 600 }];
    const orders = spam(FROM - 1, 200);
    expect(risen({ ...orders, placed: [...honest, ...orders.placed] })).toBe(FROM + 5);
  });

  test('but never takes down what has risen: nothing of that day or later counts', () => {
    for (const day of [FROM, FROM + 1, TODAY]) expect(risen(spam(day, 100_000))).toBe(FROM);
  });

  test('only where it is hardly chance: a few cancels are nothing, nor is one order in ten', () => {
    expect(risen(spam(FROM - 5, 3))).toBe(FROM);
    expect(risen({ ...spam(FROM - 5, 20), placed: on(FROM - 5, 200) })).toBe(FROM);
  });

  test('when it waits in vain, too, and only under a policy that wants it', () => {
    const vain = { ...spam(FROM - 1, 0), placed: on(FROM - 1, 50), expired: on(FROM - 1, 50) };
    expect(risen(vain)).toBeUndefined();
    const none = { threshold: 250_000, effect: 'none' as const };
    const filters = { ...defaultPolicy.filters, 'never-picked-up': none };
    expect(risen(vain, { ...defaultPolicy, filters })).toBe(FROM);
  });
});
