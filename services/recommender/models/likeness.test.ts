import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ONE, type Policy } from '../integrity/policy.ts';
import { clippedLikenesses, LIKENESS_ONE } from './likeness.ts';

const likenessOf = (dot: number, length: number, tasteLength: number, peers: Policy['peers']): number =>
  clippedLikenesses([dot], [length], tasteLength, peers)[0]!;

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
          const likeness = likenessOf(dot, 1, lengths, policy);
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
        const likeness = likenessOf(5, 1, 5, policy);
        expect(likeness * ONE + policy.floor * LIKENESS_ONE).toBeLessThanOrEqual(LIKENESS_ONE * ONE);
        expect(likenessOf(5_000, 1, 1, policy)).toBe(likeness);
      }),
    );
  });

  test('grows with likeness, up to the clip', () => {
    const policy = { clip: 200_000, power: 4, floor: 1_000 };
    const at = (cos: number) => likenessOf(cos * 1_000, 1, 1_000, policy);
    expect([at(0.05), at(0.1), at(0.2), at(0.3), at(1)]).toEqual([31, 511, 8_183, 8_183, 8_183]);
  });
});
