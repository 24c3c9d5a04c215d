import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Quantiles } from './quantiles.ts';

test('a quantile is never too low, and at most a fifth too high', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 5_000_000 }), { minLength: 1, maxLength: 200 }),
      fc.constantFrom(0.5, 0.9, 0.99, 1),
      (times, p) => {
        const quantiles = new Quantiles();
        for (const time of times) quantiles.add(time);
        const exact = times.sort((a, b) => a - b)[Math.ceil(times.length * p) - 1]!;
        expect(quantiles.at(p)).toBeGreaterThanOrEqual(exact - 1);
        expect(quantiles.at(p)).toBeLessThanOrEqual(Math.ceil(exact * 1.2) + 1);
        expect(quantiles.at(1)).toBe(quantiles.max);
      },
    ),
  );
});

test('of nothing there is none', () => {
  expect(new Quantiles().at(0.99)).toBe(0);
});
