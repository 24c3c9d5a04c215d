import { describe, expect, test } from '@jest/globals';
import { lunchCurve, meanOfLunch } from './lunch-curve.ts';
import { longestPickup, planVisits } from './plan-visits.ts';

const lunch = { seed: 8, rate: 200, seconds: 120, people: 50, dishes: 16, pickup: 5_000 };
const visits = [...planVisits(lunch)];
const share = (count: number): number => count / visits.length;
const between = (from: number, to: number) =>
  visits.filter(({ looksAt }) => looksAt >= from * 120_000 && looksAt < to * 120_000).length / (to - from);

describe('a planned lunch', () => {
  test('is the same for the same seed, and another for another', () => {
    expect([...planVisits(lunch)]).toEqual(visits);
    expect([...planVisits({ ...lunch, seed: 9 })]).not.toEqual(visits);
  });

  test('brings as many people as the curve says, most of them in the rush', () => {
    const expected = 200 * 120 * meanOfLunch();
    // Four standard deviations of a Poisson count.
    expect(Math.abs(visits.length - expected)).toBeLessThan(4 * Math.sqrt(expected));
    expect(between(0.35, 0.55) / (200 * 120)).toBeCloseTo(1, 1);
    expect(between(0, 0.1)).toBeLessThan(0.5 * between(0.35, 0.55));
    expect(between(0.9, 1)).toBeLessThan(0.5 * between(0.35, 0.55));
  });

  test('is a Poisson process in the rush: counts of a second vary as much as they are large', () => {
    const counts = Array.from({ length: 24 }, (_, index) => {
      const from = 42_000 + index * 1_000;
      return visits.filter(({ looksAt }) => looksAt >= from && looksAt < from + 1_000).length;
    });
    const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
    const variance = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / (counts.length - 1);
    expect(variance / mean).toBeGreaterThan(0.3);
    expect(variance / mean).toBeLessThan(2.5);
  });

  test('has people look before they order, order what there is, and end as people do', () => {
    const latest = longestPickup(lunch);
    const odd = visits.filter(
      ({ looksAt, ordersAt, person, dishes, endsAfter }) =>
        !(ordersAt > looksAt && person < 50 && endsAfter <= latest) ||
        new Set(dishes).size !== dishes.length ||
        dishes.some((dish) => dish >= 16),
    );
    expect(odd).toEqual([]);
    expect(share(visits.filter(({ ending }) => ending === 'cancelled').length)).toBeCloseTo(0.05, 2);
    expect(share(visits.filter(({ ending }) => ending === 'left').length)).toBeCloseTo(0.02, 2);
    expect(visits.some(({ tapsTwice }) => tapsTwice)).toBe(true);
  });

  test('hurries people where the hour is short', () => {
    const short = [...planVisits({ ...lunch, seconds: 2 })];
    for (const { looksAt, ordersAt } of short) expect(ordersAt - looksAt).toBeLessThan(200.001);
  });
});

test('the curve peaks at one and is never negative', () => {
  const values = Array.from({ length: 101 }, (_, index) => lunchCurve(index / 100));
  expect(Math.max(...values)).toBeCloseTo(1, 3);
  expect(Math.min(...values)).toBeGreaterThan(0.1);
});
