import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { OrderCounts } from './account-facts.ts';
import { evidenceOf } from './evidence.ts';
import { lowerBound } from './filters/lower-bound.ts';
import { ONE } from './policy.ts';

const orders = (counts: Partial<OrderCounts>): OrderCounts => ({
  placed: 0,
  fulfilled: 0,
  cancelled: 0,
  expired: 0,
  refunded: 0,
  ...counts,
});
const codes = (counts: Partial<OrderCounts>) => evidenceOf(orders(counts)).map(({ code }) => code);

describe('what filters notice', () => {
  test('is nothing about an honest account, an unlucky one, or one that has done nothing', () => {
    expect(codes({})).toEqual([]);
    expect(codes({ placed: 1, cancelled: 1 })).toEqual([]);
    expect(codes({ placed: 30, fulfilled: 24, cancelled: 5, expired: 1 })).toEqual([]);
  });

  test('is that an account cancels what it orders, and with which numbers', () => {
    expect(evidenceOf(orders({ placed: 200, cancelled: 200 }))).toEqual([
      {
        code: 'cancel-spam',
        strength: expect.any(Number),
        facts: { ordersPlaced: 200, ordersCancelled: 200 },
      },
    ]);
  });

  test('is that orders wait in vain; the strongest comes first', () => {
    expect(codes({ placed: 100, expired: 90 })).toEqual(['never-picked-up']);
    expect(codes({ placed: 100, expired: 60, cancelled: 90 })).toEqual(['cancel-spam', 'never-picked-up']);
    expect(codes({ placed: 100, expired: 90, cancelled: 60 })).toEqual(['never-picked-up', 'cancel-spam']);
  });

  test('holds with more cancellations than placements, as when placements got lost', () => {
    expect(codes({ placed: 0, cancelled: 500, expired: 500 })).toEqual([]);
    for (const { strength } of evidenceOf(orders({ placed: 3, cancelled: 500 }))) {
      expect(strength).toBeLessThanOrEqual(ONE);
    }
  });
});

describe('the lower bound of a share', () => {
  test("is Wilson's", () => {
    expect(lowerBound(1, 1)).toBe(206_543);
    expect(lowerBound(50, 50)).toBe(928_649);
    expect(lowerBound(0, 10)).toBe(0);
    expect(lowerBound(0, 0)).toBe(0);
  });

  test('never exceeds the share, and grows with what it rests on', () => {
    fc.assert(
      fc.property(fc.nat(5_000), fc.integer({ min: 1, max: 5_000 }), (some, whole) => {
        const part = Math.min(some, whole);
        expect(lowerBound(part, whole)).toBeLessThanOrEqual((ONE * part) / whole);
        expect(lowerBound(part, whole)).toBeLessThanOrEqual(lowerBound(2 * part, 2 * whole));
      }),
    );
  });
});
