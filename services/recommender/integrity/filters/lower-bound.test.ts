import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ONE } from '../policy.ts';
import { incompleteBeta, lowerBound, reaches } from './lower-bound.ts';

const shares = fc
  .tuple(fc.nat(5_000), fc.integer({ min: 1, max: 5_000 }))
  .map(([some, whole]) => [Math.min(some, whole), whole] as const);

describe('the incomplete beta function', () => {
  test('is what tables say', () => {
    expect(incompleteBeta(0.3, 1, 1)).toBeCloseTo(0.3, 12);
    expect(incompleteBeta(0.5, 2, 3)).toBeCloseTo(0.6875, 12);
    expect(incompleteBeta(0.1, 1, 9)).toBeCloseTo(1 - 0.9 ** 9, 12);
    // As the chance of at least 20 of 23 (DLMF 8.17.5).
    const atLeast20 =
      1_771 * 0.9 ** 20 * 0.1 ** 3 + 253 * 0.9 ** 21 * 0.1 ** 2 + 23 * 0.9 ** 22 * 0.1 + 0.9 ** 23;
    expect(incompleteBeta(0.9, 20, 4)).toBeCloseTo(atLeast20, 12);
    expect([incompleteBeta(0, 2, 3), incompleteBeta(1, 2, 3)]).toEqual([0, 1]);
  });
});

describe('the lower bound of a share', () => {
  test('is the 2.5 % quantile of its posterior', () => {
    fc.assert(
      fc.property(shares, ([part, whole]) => {
        const bound = lowerBound(part, whole) / ONE;
        if (part === 0) expect(bound).toBe(0);
        else {
          const [a, b] = [1 + part, 9 + whole - part];
          expect(incompleteBeta(bound, a, b)).toBeLessThanOrEqual(0.025);
          expect(incompleteBeta(bound + 2 / ONE, a, b)).toBeGreaterThan(0.025);
        }
      }),
    );
  });

  test('holds little against one unlucky order, and much against two hundred', () => {
    expect(lowerBound(1, 1)).toBe(25_210);
    expect(lowerBound(10, 10)).toBeGreaterThan(330_000);
    expect(lowerBound(200, 200)).toBeGreaterThan(900_000);
    expect(lowerBound(0, 10)).toBe(0);
    expect(lowerBound(0, 0)).toBe(0);
  });

  test('never exceeds the posterior mean, and grows with what it rests on', () => {
    fc.assert(
      fc.property(shares, ([part, whole]) => {
        expect(lowerBound(part, whole)).toBeLessThanOrEqual((ONE * (part + 1)) / (whole + 10));
        expect(lowerBound(part, whole)).toBeLessThanOrEqual(lowerBound(part + 1, whole + 1));
        expect(lowerBound(part, whole)).toBeGreaterThanOrEqual(lowerBound(part, whole + 1));
      }),
    );
  });

  test('is reached exactly where it says so', () => {
    fc.assert(
      fc.property(shares, fc.integer({ min: 1, max: ONE }), ([part, whole], threshold) => {
        expect(reaches(threshold, part, whole)).toBe(lowerBound(part, whole) >= threshold);
      }),
    );
  });

  test('takes a million orders', () => {
    expect(lowerBound(500_000, 1_000_000)).toBeGreaterThan(498_000);
    expect(reaches(498_000, 500_000, 1_000_000)).toBe(true);
  });
});
