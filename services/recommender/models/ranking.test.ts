import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { policies } from '../../../test/builders/policies.ts';
import { defaultPolicy, ONE, type Policy } from '../integrity/policy.ts';
import { newcomerCap, rank } from './ranking.ts';

interface Sums {
  readonly own?: number;
  readonly established?: number;
  readonly newcomers?: number;
}

const ranked = (sums: readonly Sums[], policy: Policy = defaultPolicy, isWaived = false, isBounded = true) =>
  rank(
    {
      basis: 'peers',
      own: Float64Array.from(sums, ({ own = 0 }) => own),
      established: Float64Array.from(sums, ({ established = 0 }) => established),
      newcomers: Float64Array.from(sums, ({ newcomers = 0 }) => newcomers),
      onProbation: new Float64Array(sums.length),
      demoted: new Float64Array(sums.length),
      supporters: () => 0,
      isBounded,
    },
    policy,
    isWaived,
    sums.length,
    () => false,
    (item) => 'dcba'[item] ?? 'z',
  ).inOrder();

describe('a ranking', () => {
  test('is by score, ties by id, without what nobody took home', () => {
    const places = ranked([{ established: 5 }, { newcomers: 5 }, {}, { own: 9 }]);
    expect(places.map(({ item, score }) => [item, score])).toEqual([
      [3, 9],
      [1, 5],
      [0, 5],
    ]);
  });

  test('lets newcomers add a tenth of what established accounts give, and one vote', () => {
    const [place] = ranked([{ established: 20 * ONE, newcomers: 500 * ONE, own: 7 }]);
    expect(place).toMatchObject({
      score: 23 * ONE + 7,
      newcomers: 3 * ONE,
      low: 20 * ONE + 7,
      high: 23 * ONE + 7,
    });
    expect(ranked([{ newcomers: 500 * ONE }])[0]).toMatchObject({ score: ONE, low: 0, high: ONE });
    expect(newcomerCap(9, { share: 100_000, allowance: 0 })).toBe(0);
  });

  test('counts newcomers in full while the cap is waived, and where nothing is bounded', () => {
    expect(ranked([{ newcomers: 500 * ONE }], defaultPolicy, true)[0]!.score).toBe(500 * ONE);
    expect(ranked([{ newcomers: 500 * ONE }], defaultPolicy, false, false)[0]!.score).toBe(500 * ONE);
  });

  test('takes a step of one vote below the cap, of one and a share from the cap on', () => {
    const steps = [ONE - 1, ONE, ONE + 1].map(
      (newcomers) => ranked([{ newcomers, established: 1 }])[0]!.step,
    );
    expect(steps).toEqual([ONE, 1_100_000, 1_100_000]);
  });

  const sum = fc.nat(8 * ONE);
  test('never moves by more than its steps, whoever comes', () => {
    const sums = fc.record({ established: sum, newcomers: sum });
    fc.assert(
      fc.property(policies, sums, fc.nat(5), fc.nat(5), fc.nat(ONE), (policy, before, firm, fresh, part) => {
        const [established, newcomers] = [firm * ONE - (firm > 0 ? part : 0), fresh * ONE];
        const [place] = ranked([{ ...before, own: 1 }], policy);
        const after = ranked(
          [
            {
              own: 1,
              established: before.established + established,
              newcomers: before.newcomers + newcomers,
            },
          ],
          policy,
        )[0]!;
        expect(after.score - place!.score).toBeGreaterThanOrEqual(0);
        expect(after.score - place!.score).toBeLessThanOrEqual((firm + fresh) * place!.step);
        expect(after.score).toBeLessThanOrEqual(after.high);
        expect(after.score).toBeGreaterThanOrEqual(after.low);
      }),
      { numRuns: 500 },
    );
  });
});
