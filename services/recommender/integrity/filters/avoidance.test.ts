import { describe, expect, test } from '@jest/globals';
import { aCrowd, aProfile, strengthOf, watchful } from '../../../../test/builders/a-profile.ts';
import { defaultPolicy } from '../policy.ts';
import { avoidance } from './avoidance.ts';

/** Ten items; the first is liked best. */
const crowd = aCrowd({
  shares: Array.from({ length: 10 }, (_, item) => ({ item, share: item === 0 ? 190_000 : 90_000 })),
});
const placing = (linesOf: (item: number) => number) =>
  aProfile([], {
    placed: Array.from({ length: 10 }, (_, item) => ({ item, lines: linesOf(item) })).filter(
      ({ lines }) => lines > 0,
    ),
  });
const notice = (linesOf: (item: number) => number, policy = defaultPolicy) =>
  avoidance(placing(linesOf), crowd, policy);

describe('avoidance', () => {
  test('is everything but one item, which it names', () => {
    const found = notice((item) => (item === 0 ? 0 : 20));
    expect(found).toMatchObject({
      items: [0],
      facts: { linesPlaced: 180, linesOfItem: 0, linesExpected: 34 },
    });
    expect(strengthOf(found)).toBeGreaterThan(0.99);
  });

  test('is next to none of it, too', () => {
    expect(notice((item) => (item === 0 ? 1 : 30))?.items).toEqual([0]);
  });

  test('is nothing about who orders like the others, or has favourites', () => {
    expect(notice((item) => (item === 0 ? 19 : 9))).toBeUndefined();
    expect(notice(() => 100, watchful)).toBeUndefined();
    expect(notice((item) => (item > 5 ? 50 : 0), watchful)).toBeUndefined();
    expect(notice((item) => (item < 2 ? 50 : 0), watchful)).toBeUndefined();
  });

  test('takes more than a few orders to tell', () => {
    expect(notice((item) => (item === 0 ? 0 : 2))).toBeUndefined();
    expect(notice((item) => (item === 0 ? 0 : 6))).toBeDefined();
  });

  test('is nothing without a crowd to compare with', () => {
    const avoiding = placing((item) => (item === 0 ? 0 : 20));
    expect(avoidance(avoiding, crowd, watchful)).toBeDefined();
    expect(avoidance(avoiding, undefined, watchful)).toBeUndefined();
    expect(avoidance(avoiding, aCrowd(), watchful)).toBeUndefined();
  });
});
