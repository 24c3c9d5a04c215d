import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ONE } from '../integrity/policy.ts';
import { clippedLikeness, LIKENESS_ONE } from './likeness.ts';

const parameters = fc.record({
  clip: fc.integer({ min: 10_000, max: ONE }),
  power: fc.integer({ min: 1, max: 6 }),
  floor: fc.nat(ONE),
});

describe('clipped likeness', () => {
  test('is (1 − floor)·(min(cos, m)/m)^q to the last unit', () => {
    fc.assert(
      fc.property(
        parameters,
        fc.nat(1_000_000),
        fc.integer({ min: 1, max: 1_000_000 }),
        (policy, dot, lengths) => {
          const ratio = Math.min(1, dot / lengths / (policy.clip / ONE));
          const exact = (1 - policy.floor / ONE) * ratio ** policy.power * LIKENESS_ONE;
          const likeness = clippedLikeness(lengths, policy)(dot, 1);
          expect(Number.isInteger(likeness)).toBe(true);
          expect(likeness).toBeGreaterThan(exact - 1 - 1e-6);
          expect(likeness).toBeLessThan(exact + 1e-6);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('with the floor added makes nobody count for more than one', () => {
    fc.assert(
      fc.property(parameters, (policy) => {
        const likeness = clippedLikeness(5, policy)(5, 1);
        expect(likeness * ONE + policy.floor * LIKENESS_ONE).toBeLessThanOrEqual(LIKENESS_ONE * ONE);
        expect(clippedLikeness(1, policy)(5_000, 1)).toBe(likeness);
      }),
    );
  });

  test('grows with likeness, up to the clip', () => {
    const policy = { clip: 200_000, power: 4, floor: 1_000 };
    const at = (cos: number) => clippedLikeness(1_000, policy)(cos * 1_000, 1);
    expect([at(0.05), at(0.1), at(0.2), at(0.3), at(1)]).toEqual([31, 511, 8_183, 8_183, 8_183]);
  });
});
