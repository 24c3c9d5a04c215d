import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { aFarm } from '../../../test/builders/a-farm.ts';
import { aShop, establishedAt, itemAt } from '../../../test/builders/a-shop.ts';
import { quarantined } from '../../../test/builders/acts.ts';
import { anOrder } from '../../../test/builders/an-order.ts';
import { applyTo, fold } from '../../../test/builders/fold.ts';
import { policies, severePolicy } from '../../../test/builders/policies.ts';
import type { RelishEvent } from '../../contracts/events.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import { contributionsTo } from './contributions.ts';
import { models } from './models.ts';

const ITEMS = 6;
/** Scores round the votes of those alike and of everybody, for each pool. */
const ROUNDING = 4;

type VoteModel = 'popular' | 'peers' | 'related';

const expectSums = (state: RecommenderState, name: VoteModel, number: number, account: string): void => {
  const input = state.refresh();
  const subject =
    name === 'related' ? { item: state.items.find(itemAt(0)) } : { account: state.accounts.find(account) };
  const item = state.items.find(itemAt(number)) ?? 0;
  const scores = models[name].score(input, subject);
  const found = contributionsTo(input, scores.basis, subject, item);
  for (const pool of ['established', 'newcomers', 'onProbation', 'demoted'] as const) {
    const sum = found
      .filter(({ account: by }) => state.tally.poolsOf(by).includes(pool))
      .reduce((total, { amount }) => total + amount, 0);
    expect(Math.abs(sum - scores[pool][item]!)).toBeLessThan(ROUNDING);
  }
  expect(found.some(({ account: by }) => by === subject.account)).toBe(false);
  // Whoever isn't alike at all counts by the floor alone, and is no supporter.
  expect(found.length).toBeGreaterThanOrEqual(scores.supporters(item));
  if (name === 'popular') expect(found.length).toBe(scores.supporters(item));
};

/** On the day that it is: nothing else changes, so who did it is stale until the index is built anew. */
const todaysChanges = (state: RecommenderState): readonly RelishEvent[] => [
  ...anOrder('of today').by(establishedAt(1)).of(itemAt(ITEMS)).of(itemAt(0)).fulfilled().events,
  quarantined(state.accounts.nameOf(0)),
];

describe('contributions', () => {
  test.each(['popular', 'peers', 'related'] as const)('add up to the sums of %s', (name) => {
    fc.assert(
      fc.property(
        fc.oneof(policies, fc.constant(severePolicy)),
        fc.nat(ITEMS - 1),
        fc.nat(9),
        fc.integer({ min: 1, max: 50 }),
        (policy, number, account, seed) => {
          const farm = aFarm({ bots: 3, items: [itemAt(0), itemAt(number)] }, policy);
          const shop = aShop({ policy, established: 8, newcomers: 4, items: ITEMS, seed });
          const state = fold([...shop, ...farm], policy);
          expectSums(state, name, number, establishedAt(account));
          applyTo(state, todaysChanges(state));
          expectSums(state, name, number, establishedAt(account));
        },
      ),
      { numRuns: 20 },
    );
  });

  test('there are none where a score is made of no votes', () => {
    const state = fold(aShop({ items: ITEMS }));
    expect(contributionsTo(state.refresh(), 'naive', {}, 0)).toEqual([]);
  });
});
