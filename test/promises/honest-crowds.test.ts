import { describe, expect, test } from '@jest/globals';
import type { RelishEvent } from '../../services/contracts/events.ts';
import { describeEvidence } from '../../services/recommender/accounts/describe-evidence.ts';
import { ONE } from '../../services/recommender/integrity/policy.ts';
import type { RecommenderState } from '../../services/recommender/replay/recommender-state.ts';
import { anOrder, daysAgo } from '../builders/an-order.ts';
import { aShop, establishedAt, itemAt, newcomerAt } from '../builders/a-shop.ts';
import { fold, listOf, popular } from '../builders/fold.ts';

/** Two who must not be taken for an attack: who shops for many, and many who come for one thing. */
const evidenceIn = (state: RecommenderState, name: string) =>
  describeEvidence(state, state.accounts.find(name)!).map(({ evidence }) => evidence.code);

const took = (order: string, account: string, items: readonly string[], ago: number, quantity = 1) =>
  items
    .reduce((builder, item) => builder.of(item, quantity), anOrder(order).by(account))
    .placedAt(daysAgo(ago))
    .fulfilled().events;

const expectUnharmed = (state: RecommenderState, accounts: readonly string[]) => {
  for (const name of accounts) {
    const account = state.accounts.find(name)!;
    expect([name, evidenceIn(state, name)]).toEqual([name, []]);
    expect(state.assessor.worth(account, state.today!)).toEqual({ confidence: ONE, weight: ONE });
  }
};

describe('a bulk buyer', () => {
  const menu = Array.from({ length: 12 }, (_, item) => itemAt(item));
  const workdays = Array.from({ length: 40 }, (_, index) => index).filter((ago) => ago % 7 < 5);
  const buying = (visit: (ago: number) => readonly RelishEvent[]) =>
    fold([...aShop(), ...workdays.flatMap(visit)]);

  test.each([
    [
      'one order for forty, every working day',
      (ago: number) => took(`b-${ago}`, 'bulk', [itemAt(3), itemAt(5)], ago, 20),
    ],
    ['the whole menu, every working day', (ago: number) => took(`b-${ago}`, 'bulk', menu, ago, 4)],
    [
      'forty orders of whatever people want, once a week',
      (ago: number) =>
        ago % 7 === 0
          ? Array.from({ length: 40 }, (_, person) =>
              took(`b-${ago}-${person}`, 'bulk', [itemAt((ago + person * 5) % 12)], ago),
            ).flat()
          : [],
    ],
  ])('is not noticed: %s', (_, visit) => {
    const state = buying(visit);
    expectUnharmed(state, ['bulk']);
    expect(state.tally.standing(state.accounts.find('bulk')!)).toBe('established');
  });
});

describe('a flash crowd', () => {
  const special = 'special';
  const regulars = Array.from({ length: 30 }, (_, index) => establishedAt(index));
  const newcomers = [
    ...Array.from({ length: 6 }, (_, index) => newcomerAt(index)),
    ...Array.from({ length: 40 }, (_, index) => `new-${index}`),
  ];
  const everybody = [...regulars, ...newcomers];

  test.each([1, 2, 3])('is not noticed: everybody takes the special, %p days long', (days) => {
    const rush = everybody.flatMap((name) =>
      Array.from({ length: days }, (_, ago) => took(`f-${name}-${ago}`, name, [special], ago)).flat(),
    );
    const state = fold([...aShop(), ...rush]);
    expectUnharmed(state, everybody);
    for (const name of regulars) expect(state.tally.standing(state.accounts.find(name)!)).toBe('established');
    const { items } = listOf(state, popular(12));
    expect(items.map(({ itemId }) => itemId)).toContain(special);
  });
});
