import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { RelishEvent } from '../../services/contracts/events.ts';
import type { Question } from '../../services/contracts/http/answers.ts';
import { ONE } from '../../services/recommender/integrity/policy.ts';
import type { RecommenderState } from '../../services/recommender/replay/recommender-state.ts';
import { anOrder, daysAgo } from '../builders/an-order.ts';
import { aShop, establishedAt, itemAt, newcomerAt } from '../builders/a-shop.ts';
import { applyTo, fold, listOf, popular, recommended, relatedTo } from '../builders/fold.ts';
import { hostileEvents, ODD_NAMES } from '../builders/hostile.ts';
import { policies } from '../builders/policies.ts';
import { runs } from '../builders/runs.ts';

/** Who asks: never the account that floods. */
const questions: readonly Question[] = [
  popular(),
  recommended('nobody'),
  ...[1, 2].map((index) => recommended(establishedAt(index))),
  recommended(newcomerAt(1)),
  ...[0, 3].map((index) => relatedTo(itemAt(index))),
];

const scoresIn = (state: RecommenderState, question: Question): ReadonlyMap<string, number> =>
  new Map(listOf(state, question).items.map(({ itemId, score }) => [itemId, score]));

/** How far each item moved: up, or down if negative. */
const movesOf = (
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
): readonly number[] =>
  [...new Set([...before.keys(), ...after.keys()])].map(
    (item) => (after.get(item) ?? 0) - (before.get(item) ?? 0),
  );

const sumOf = (moves: readonly number[]): number => moves.reduce((sum, move) => sum + move, 0);

describe('whatever one account does, in any volume', () => {
  // It may have been here before, as an established account, a newcomer or nobody yet.
  const flooding = fc.constantFrom(establishedAt(0), newcomerAt(0), 'h-1', '__proto__');

  test('no score of anybody else moves by more than its cap, nor all together by more than its budget', () => {
    const scenario = flooding.chain((account) =>
      fc.record({
        account: fc.constant(account),
        policy: policies,
        shop: fc.record({ seed: fc.nat(1_000), established: fc.integer({ min: 5, max: 7 }) }),
        before: hostileEvents({ accounts: [account], items: 6, maxLength: 30 }),
        after: hostileEvents({
          accounts: [account],
          items: 6,
          othersOrders: ['o-e-0-0', 'o-e-0-1', 'o-n-0-0', 'o-e-1-0'],
          maxLength: 120,
        }).map((events) => events.map((event): RelishEvent => ({ ...event, source: '/later' }))),
      }),
    );
    fc.assert(
      fc.property(scenario, ({ policy, shop, before, after }) => {
        const state = fold([...aShop({ ...shop, policy, items: 6, newcomers: 3 }), ...before], policy);
        const earlier = questions.map((question) => scoresIn(state, question));
        applyTo(state, after);
        const { budget } = policy.votes;
        const { share } = policy.newcomers;
        for (const [index, question] of questions.entries()) {
          const moves = movesOf(earlier[index]!, scoresIn(state, question));
          expect(Math.max(0, ...moves.map(Math.abs))).toBeLessThanOrEqual(ONE + share);
          if (budget === null) continue;
          // Sums are rounded down once or twice, and the cap once more: up to three millionths an item.
          const bound = (budget * (ONE + share)) / ONE + 3 * moves.length;
          // What it had given before it can take away, and give as much anew.
          expect(sumOf(moves.filter((move) => move > 0))).toBeLessThanOrEqual(bound);
          expect(sumOf(moves.filter((move) => move < 0))).toBeGreaterThanOrEqual(-bound);
        }
      }),
      runs(120),
    );
  });

  test('ten thousand orders weigh as much as three days of one', () => {
    const shop = aShop();
    const days = [0, 1, 2];
    const flood = Array.from({ length: 10_000 }, (_, index) =>
      anOrder(`f-${index}`)
        .by('h-1')
        .of('i-3', 1_000_000)
        .placedAt(daysAgo(index % 3))
        .fulfilled(),
    ).flatMap(({ events }) => events);
    const one = days.flatMap(
      (ago) => anOrder(`one-${ago}`).by('h-1').of('i-3').placedAt(daysAgo(ago)).fulfilled().events,
    );
    expect(fold([...shop, ...flood]).digest()).toBe(fold([...shop, ...one]).digest());
  });

  test('names that mean something to JavaScript are names like any other', () => {
    const shop = aShop();
    const state = fold([
      ...shop,
      ...ODD_NAMES.flatMap((name) => anOrder(name).by(name).of(name).fulfilled().events),
    ]);
    const scores = scoresIn(state, popular());
    for (const name of ODD_NAMES) {
      expect(scores.get(name)).toBe(333_333);
      expect(state.tally.standing(state.accounts.find(name)!)).toBe('newcomer');
      expect(listOf(state, recommended(name)).basis).toBe('peers');
    }
  });
});
