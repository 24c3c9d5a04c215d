import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { RelishEvent } from '../../services/contracts/events.ts';
import { rolloutDocument } from '../../services/contracts/rollout.ts';
import { armNames } from '../../services/recommender/rollout/arms.ts';
import { judge } from '../../services/recommender/rollout/judge.ts';
import { HARMFUL } from '../bench/canary/canary-figures.ts';
import { SAME } from '../bench/canary/made-customer.ts';
import { PLAN, simulateRollout } from '../bench/canary/simulate-rollout.ts';
import { aShop, establishedAt, newcomerAt } from '../builders/a-shop.ts';
import { rolloutChanged } from '../builders/acts.ts';
import { anItem, exposedTo } from '../builders/an-answer.ts';
import { anOrder, daysAgo } from '../builders/an-order.ts';
import { applyTo, fold } from '../builders/fold.ts';
import { smallPolicy } from '../builders/policies.ts';
import { runs } from '../builders/runs.ts';

/** A scaled-down plan: enough accounts for harm as a whole, not for each kind of it. */
const plan = {
  ...PLAN,
  steps: [
    { parts: 2_500, leastAccounts: 100, leastMinutes: 0 },
    { parts: 5_000, leastAccounts: 300, leastMinutes: 0 },
    { parts: 10_000, leastAccounts: 0, leastMinutes: 0 },
  ],
};

describe('a rollout', () => {
  test('takes back at most α of the challengers that are as good, however often it looks', () => {
    const { numRuns } = runs(30);
    const outcomes = Array.from({ length: numRuns }, (_, seed) => simulateRollout(SAME, seed, plan));
    const takenBack = outcomes.filter(({ decision }) => decision === 'roll-back').length;
    expect(takenBack / numRuns).toBeLessThanOrEqual(plan.alpha);
    // Who believes a z-test of one look at every look would have taken many of them for something else.
    const fooled = outcomes.filter(({ isFooledByZ }) => isFooledByZ).length;
    expect(fooled / numRuns).toBeGreaterThan(3 * plan.alpha);
  });

  test('takes back one that does harm before a few hundred accounts have seen it', () => {
    for (let seed = 0; seed < runs(10).numRuns; seed++)
      expect(simulateRollout(HARMFUL[0]!, seed, plan)).toMatchObject({ decision: 'roll-back' });
  });
});

const document = rolloutDocument.parse({
  ...{ rolloutId: 'ro-1', challenger: 'popular', baseline: 'peers', owner: 'ada' },
  expires: '2026-12-01T00:00:00Z',
});
const names = Object.values(armNames('ro-1'));
const NEWCOMERS = 5;

/** What newcomers, and accounts that nobody knows, can do to a rollout: be shown anything, and order. */
const hostile = fc
  .record({
    account: fc.oneof(
      fc.nat(NEWCOMERS - 1).map(newcomerAt),
      fc.nat(400).map((index) => `hostile-${index}`),
    ),
    variant: fc.constantFrom(...names),
    fails: fc.boolean(),
    orders: fc.boolean(),
    unique: fc.uuid(),
  })
  .map(({ account, variant, fails, orders, unique }): readonly RelishEvent[] => [
    exposedTo(account, variant, daysAgo(0, -1), {
      requestId: `r-${unique}`,
      items: fails ? [] : [anItem('i-0')],
    }),
    // Today alone: it takes more days to be established.
    ...(orders ? anOrder(`o-${unique}`).by(account).of('i-0').placedAt(daysAgo(0)).fulfilled().events : []),
  ]);

describe('hostile newcomers', () => {
  test('have no say in a rollout, whatever they see and whatever they order', () => {
    const shop = aShop({ policy: smallPolicy, established: 12, newcomers: NEWCOMERS, items: 6 });
    const at = { now: Date.parse(daysAgo(0)), isInForce: true, holds: [] };
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 1, maxLength: 30 }), (attacks) => {
        const start = [...shop, rolloutChanged('ro-1', 'started', { document })];
        const [calm, attacked] = [fold(start, smallPolicy), fold(start, smallPolicy)];
        attacks.forEach((attack, turn) => {
          const honest = exposedTo(establishedAt(turn % 12), names[turn % 2]!, daysAgo(0, -1), {
            items: [anItem('i-1')],
          });
          applyTo(calm, [honest]);
          applyTo(attacked, [...attack, honest]);
          expect(judge(attacked.rollouts.active!, at)).toEqual(judge(calm.rollouts.active!, at));
        });
        expect(attacked.rollouts.active!.counts.totals).toEqual(calm.rollouts.active!.counts.totals);
      }),
      runs(15),
    );
  });
});
