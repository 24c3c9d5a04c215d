import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { RelishEvent } from '../../services/contracts/events.ts';
import type { Question } from '../../services/contracts/http/answers.ts';
import { rankFor } from '../../services/recommender/answers/compute-answer.ts';
import { accountsToPass, type Bounds } from '../../services/recommender/certificate/certificate.ts';
import { defaultPolicy, ONE, type Policy } from '../../services/recommender/integrity/policy.ts';
import type { Place } from '../../services/recommender/models/places.ts';
import { aShop, establishedAt, itemAt, newcomerAt } from '../builders/a-shop.ts';
import { type Attack, eventsOf } from '../builders/attack.ts';
import { fold, listOf, newFor, popular, recommended, relatedTo } from '../builders/fold.ts';
import { smallPolicy } from '../builders/policies.ts';
import { runs } from '../builders/runs.ts';
import { seeded, shuffled } from '../builders/seeded.ts';

/** Everything about a list that an attacker knows: he reads our code, and our state. */
interface Target {
  readonly events: readonly RelishEvent[];
  readonly policy: Policy;
  readonly question: Question;
  readonly places: readonly Place[];
  readonly bounds: Bounds;
  readonly nameOf: (place: Place) => string;
  /** What the one who asks likes, best liked first: imitating it makes an attacker count. */
  readonly taste: readonly string[];
}

const targetOf = (events: readonly RelishEvent[], policy: Policy, question: Question): Target => {
  const state = fold(events, policy);
  const model = question.kind === 'recommendations' ? 'peers' : question.kind;
  const { places, bounds } = rankFor(state, model, question);
  const taste =
    question.kind === 'recommendations'
      ? listOf(state, recommended(question.accountId))
          .items.filter(({ parts }) => parts.own > 0)
          .map(({ itemId }) => itemId)
      : question.kind === 'related'
        ? [question.itemId]
        : [];
  const nameOf = ({ item }: Place): string => state.items.nameOf(item);
  return { events, policy, question, places: places.inOrder(), bounds, taste, nameOf };
};

const placesAfter = ({ events, policy, question }: Target, attack: Attack) => {
  const state = fold([...events, ...eventsOf(attack, policy)], policy);
  return listOf(state, { ...question, limit: 100 }).items;
};

/** How far the item is from leaving the list: it has left if negative or, ties being against us, 0. */
const marginAfter = (target: Target, attack: Attack, itemId: string): number => {
  const items = placesAfter(target, attack);
  const mine = items.find((item) => item.itemId === itemId)?.score ?? 0;
  const others = items.filter((item) => item.itemId !== itemId).map(({ score }) => score);
  // The item that would take the last place without it.
  return mine - (others[target.question.limit - 1] ?? 0);
};

/** The ways to divide attackers, and what they might vote for to take the item at `index` out of the list. */
const attacksOn = (target: Target, index: number, accounts: number, seed: number): readonly Attack[] => {
  const { places, bounds, question, nameOf, taste } = target;
  const mine = places[index]!;
  const needed = question.limit - index;
  const below = places.slice(index + 1);
  const fresh = Array.from({ length: needed }, (_, item) => `brand-new-${item}`);
  const random = seeded(seed);
  const nearest = [...below.map(nameOf), ...fresh];
  const cheapest = [
    ...below
      .toSorted((a, b) => accountsToPass(mine, a, bounds) - accountsToPass(mine, b, bounds))
      .map(nameOf),
    ...fresh,
  ];
  const chosen = shuffled(nearest, seed);
  const rivals = [
    nearest.slice(0, needed),
    cheapest.slice(0, needed),
    fresh,
    chosen.slice(0, needed),
    nearest,
  ];
  const likes = taste.filter((itemId) => itemId !== nameOf(mine));
  const some = Math.floor(random() * (accounts + 1));
  const splits = [
    { established: accounts, newcomers: 0 },
    { established: 0, newcomers: accounts },
    { established: some, newcomers: accounts - some },
  ];
  return splits.flatMap((split) =>
    rivals.flatMap((items) => [
      { ...split, items },
      ...(taste.length > 0
        ? [
            { ...split, items: [...new Set([...items, ...likes])] },
            { ...split, items: [...new Set([...items, ...taste])] },
          ]
        : []),
    ]),
  );
};

const small = fc.record({
  seed: fc.nat(100_000),
  established: fc.integer({ min: 6, max: 16 }),
  newcomers: fc.constantFrom(0, 3, 12),
  items: fc.integer({ min: 3, max: 8 }),
});
const questionOf = fc
  .integer({ min: 1, max: 4 })
  .chain((limit) =>
    fc.constantFrom<Question>(
      popular(limit),
      recommended('nobody', limit),
      recommended(establishedAt(0), limit),
      newFor(establishedAt(1), limit),
      newFor(newcomerAt(0), limit),
      relatedTo(itemAt(0), limit),
      relatedTo(itemAt(1), limit),
    ),
  );
const variants: readonly Policy[] = [
  smallPolicy,
  { ...smallPolicy, votes: { saturationDays: 1, halfLifeDays: null, budget: 2 * ONE } },
  {
    ...smallPolicy,
    newcomers: { share: 300_000, allowance: ONE / 2 },
    votes: { ...smallPolicy.votes, budget: null },
  },
  { ...smallPolicy, peers: { clip: 500_000, power: 1, floor: 0 }, ownWeight: 0 },
];

describe('fewer hostile accounts than the certificate says', () => {
  test('never remove the item, established or new, however they vote and whomever they imitate', () => {
    let tries = 0;
    fc.assert(
      fc.property(
        small,
        questionOf,
        fc.constantFrom(...variants),
        fc.nat(),
        (shop, question, policy, seed) => {
          const target = targetOf(aShop({ ...shop, policy }), policy, question);
          const { items, certificate } = listOf(fold(target.events, policy), question);
          expect(certificate.waived).toBe(false);
          for (const [index, { itemId, certificate: promised }] of items.entries()) {
            if (promised.accounts < 2) continue;
            for (const attack of attacksOn(target, index, promised.accounts - 1, seed)) {
              tries += 1;
              if (marginAfter(target, attack, itemId) <= 0) {
                throw new Error(`${itemId} left ${JSON.stringify(question)} to ${JSON.stringify(attack)}`);
              }
            }
          }
        },
      ),
      runs(25),
    );
    expect(tries).toBeGreaterThan(200);
  });

  test("never remove it from a real shop's list either", () => {
    const events = aShop({ established: 60, newcomers: 15, items: 20, seed: 5 });
    for (const question of [popular(5), newFor(establishedAt(3), 5), relatedTo(itemAt(2), 3)]) {
      const target = targetOf(events, defaultPolicy, question);
      const { items } = listOf(fold(events), question);
      const index = items.length - 1;
      const { itemId, certificate } = items[index]!;
      for (const attack of attacksOn(target, index, certificate.accounts - 1, 1)) {
        expect(marginAfter(target, attack, itemId)).toBeGreaterThan(0);
      }
    }
  });
});

describe('as many hostile accounts as the certificate says', () => {
  /**
   * Likeness is rounded down: a vote of an account just like you is worth this much less than 1, in millionths.
   * So an attack that would only just succeed may need one account more.
   */
  const SHORT_OF_ONE = 125;
  const withoutNewcomers = small.map((shop) => ({ ...shop, newcomers: 0 }));
  const exact: Policy = { ...smallPolicy, votes: { ...smallPolicy.votes, budget: null } };
  const questions = fc
    .integer({ min: 1, max: 4 })
    .chain((limit) =>
      fc.constantFrom<Question>(popular(limit), newFor(establishedAt(1), limit), relatedTo(itemAt(0), limit)),
    );

  test('remove it or draw level, and one less does not', () => {
    let tries = 0;
    fc.assert(
      fc.property(withoutNewcomers, questions, (shop, question) => {
        const target = targetOf(aShop({ ...shop, policy: exact }), exact, question);
        const { items } = listOf(fold(target.events, exact), question);
        for (const [index, { itemId, certificate }] of items.entries()) {
          const needed = question.limit - index;
          const below = target.places.slice(index + 1, index + 1 + needed).map(target.nameOf);
          const fresh = Array.from({ length: needed - below.length }, (_, item) => `brand-new-${item}`);
          const attackBy = (established: number): Attack => ({
            ...{ established, newcomers: 0 },
            items: [...new Set([...below, ...fresh, ...target.taste])],
          });
          const enough = certificate.accounts;
          tries += 1;
          expect(marginAfter(target, attackBy(enough), itemId)).toBeLessThanOrEqual(enough * SHORT_OF_ONE);
          if (enough > 1) expect(marginAfter(target, attackBy(enough - 1), itemId)).toBeGreaterThan(0);
        }
      }),
      runs(50),
    );
    expect(tries).toBeGreaterThan(60);
  });
});

describe('a new shop', () => {
  test('promises nothing, and one account shows why', () => {
    const policy = { ...smallPolicy, standing: { ...smallPolicy.standing, minimumEstablished: 7 } };
    const events = aShop({ established: 6, newcomers: 2, policy });
    const answer = listOf(fold(events, policy), popular(3));
    expect(answer.certificate).toMatchObject({ waived: true, set: 0 });
    expect(answer.certificate.remaining.every(({ items }) => items === 0)).toBe(true);
    for (const { certificate } of answer.items)
      expect(certificate).toEqual({ accounts: 0, newcomerProof: false });
  });
});
