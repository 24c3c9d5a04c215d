import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { RelishEvent } from '../../services/contracts/events.ts';
import type { AnswerItem, Question } from '../../services/contracts/http/answers.ts';
import { defaultPolicy, ONE, type Policy } from '../../services/recommender/integrity/policy.ts';
import { newcomerCap } from '../../services/recommender/models/ranking.ts';
import type { RecommenderState } from '../../services/recommender/replay/recommender-state.ts';
import { anOrder, daysAgo } from '../builders/an-order.ts';
import { aShop, establishedAt, itemAt, newcomerAt } from '../builders/a-shop.ts';
import { applyTo, fold, listOf, newFor, popular, recommended, relatedTo } from '../builders/fold.ts';
import { hostileEvents } from '../builders/hostile.ts';
import { policies } from '../builders/policies.ts';
import { runs } from '../builders/runs.ts';

/** Asked by people who are not among the newcomers that do something. */
const questions: readonly Question[] = [
  popular(),
  popular(2),
  recommended('nobody', 3),
  ...[0, 1, 2].flatMap((index) => [recommended(establishedAt(index)), newFor(establishedAt(index), 2)]),
  relatedTo(itemAt(0), 3),
  relatedTo('new-1'),
];

/** A newcomer stays one: nobody can be established whose first day is not `age` days ago, or who isn't a founder. */
const strict = policies.map((policy): Policy => ({
  ...policy,
  standing: { ...policy.standing, days: 3, age: 3, founders: [] },
}));

const listsOf = (state: RecommenderState) => questions.map((question) => listOf(state, question));

const expectHeld = (
  before: ReturnType<typeof listsOf>,
  after: ReturnType<typeof listsOf>,
  policy: Policy,
): number => {
  let proofs = 0;
  for (const [index, { items }] of before.entries()) {
    const now = after[index]!;
    const found = (itemId: string) => now.items.find((item) => item.itemId === itemId);
    for (const [place, { itemId, parts, score, certificate }] of items.entries()) {
      const moved = found(itemId);
      const cap = newcomerCap(parts.established, policy.newcomers);
      if (moved) {
        expect(moved.parts).toMatchObject({ own: parts.own, established: parts.established });
        expect(moved.parts.newcomers).toBeLessThanOrEqual(cap);
        expect(Math.abs(moved.score - score)).toBeLessThanOrEqual(cap);
      }
      if (!certificate.newcomerProof) continue;
      proofs += 1;
      expect(now.items[place]?.itemId).toBe(itemId);
      expect(moved?.certificate.newcomerProof).toBe(true);
    }
  }
  return proofs;
};

describe('any number of newcomers, whatever they do', () => {
  test('move no score by more than its cap, and no place that is newcomer-proof', () => {
    const accounts = [newcomerAt(0), newcomerAt(1), '__proto__', 'h-1', 'h-2', 'h-3', 'h-4', 'h-5'];
    const scenario = fc.record({
      policy: strict,
      shop: fc.record({ seed: fc.nat(1_000), established: fc.integer({ min: 3, max: 9 }) }),
      events: hostileEvents({
        accounts,
        items: 6,
        // What newcomers gave before they may take back, and they name the orders of others.
        othersOrders: ['o-n-0-0', 'o-n-0-1', 'o-n-1-0', 'o-e-0-0'],
        days: 2,
        maxLength: 120,
      }),
    });
    let proofs = 0;
    fc.assert(
      fc.property(scenario, ({ policy, shop, events }) => {
        const state = fold(aShop({ ...shop, policy, items: 6, newcomers: 2 }), policy);
        const before = listsOf(state);
        applyTo(
          state,
          events.filter(({ type }) => type.startsWith('order.')),
        );
        proofs += expectHeld(before, listsOf(state), policy);
        expect(state.tally.establishedCount).toBe(shop.established);
      }),
      runs(80),
    );
    // There were such places, so that the property is not an empty one.
    expect(proofs).toBeGreaterThan(50);
  });

  const withVotesFor = (count: number, items: readonly string[]): readonly RelishEvent[] =>
    Array.from({ length: count }, (_, account) =>
      [0, 1, 2].map((ago) =>
        items
          .reduce((order, itemId) => order.of(itemId), anOrder(`s-${account}-${ago}`).by(`s-${account}`))
          .placedAt(daysAgo(ago))
          .fulfilled(),
      ),
    ).flatMap((orders) => orders.flatMap(({ events }) => events));

  test.each([1, 40, 400])('%p of them who agree on what they want', (count) => {
    const shop = aShop({ established: 60, newcomers: 10 });
    const before = listsOf(fold(shop));
    for (const items of [
      [itemAt(3)],
      [itemAt(11), 'brand-new'],
      ['i-1', 'i-2', 'i-4', 'i-5', 'i-6', 'i-7'],
    ]) {
      expectHeld(before, listsOf(fold([...shop, ...withVotesFor(count, items)])), defaultPolicy);
    }
  });

  test('cannot dilute each other: one more never takes from what is there', () => {
    const shop = aShop({ established: 60, newcomers: 10 });
    const scoreOf = (items: readonly AnswerItem[], itemId: string) =>
      items.find((item) => item.itemId === itemId)?.score ?? 0;
    const few = listOf(fold([...shop, ...withVotesFor(5, ['i-3'])]), popular()).items;
    const many = listOf(fold([...shop, ...withVotesFor(500, ['i-3', 'i-4'])]), popular()).items;
    for (const { itemId } of few) expect(scoreOf(many, itemId)).toBeGreaterThanOrEqual(scoreOf(few, itemId));
  });

  test('count in full while the shop is new, and the answer says that nothing is promised', () => {
    const shop = aShop({ established: 19, newcomers: 0 });
    const answer = listOf(fold([...shop, ...withVotesFor(50, ['theirs'])]), popular());
    expect(answer.certificate).toMatchObject({ waived: true, set: 0 });
    expect(answer.items[0]).toMatchObject({
      itemId: 'theirs',
      certificate: { accounts: 0, newcomerProof: false },
    });
    expect(answer.items[0]!.score).toBeGreaterThan(49 * ONE);
    for (const { certificate } of answer.items)
      expect(certificate).toEqual({ accounts: 0, newcomerProof: false });
  });

  test('count for a tenth and one vote from the twentieth established account on', () => {
    const shop = aShop({ established: 20, newcomers: 0 });
    const answer = listOf(fold([...shop, ...withVotesFor(50, ['theirs'])]), popular());
    expect(answer.certificate.waived).toBe(false);
    expect(answer.items.find(({ itemId }) => itemId === 'theirs')).toMatchObject({ score: ONE });
  });
});
