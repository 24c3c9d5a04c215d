import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { RelishEvent } from '../../services/contracts/events.ts';
import type { RecommenderState } from '../../services/recommender/replay/recommender-state.ts';
import { anOrder, daysAgo } from '../builders/an-order.ts';
import { aShop, establishedAt, itemAt, newcomerAt } from '../builders/a-shop.ts';
import { expectSame } from '../builders/expect-same.ts';
import { fold } from '../builders/fold.ts';
import { hostileEvents } from '../builders/hostile.ts';
import { policies } from '../builders/policies.ts';
import { runs } from '../builders/runs.ts';
import { saidOf } from '../builders/said-of.ts';
import { shuffled } from '../builders/seeded.ts';

const HOSTILE = ['h-1', 'h-2', '__proto__'];
const ASKING = [...HOSTILE, establishedAt(0), establishedAt(1), newcomerAt(0)];
const OTHERS_ORDERS = ['o-e-1-0', 'o-e-1-1', 'o-n-0-0'];

const shopOf = fc.record({
  policy: policies,
  seed: fc.nat(1_000),
  established: fc.integer({ min: 1, max: 6 }),
});
const isFulfilment = ({ type }: RelishEvent): boolean => type === 'order.fulfilled';

/** Every account's standing and votes. */
const influenceIn = (state: RecommenderState) => {
  state.recount();
  const { accounts, items, tally, ballots } = state;
  const votes = new Map<string, number>();
  for (let pair = 0; pair < ballots.pairs.size; pair++) {
    const [account, item] = [ballots.pairs.account.data[pair]!, ballots.pairs.item.data[pair]!];
    const vote = tally.vote.data[pair]!;
    if (vote > 0) votes.set(`${accounts.nameOf(account)} ${items.nameOf(item)}`, vote);
  }
  const standing = new Map(accounts.names().map((name, account) => [name, tally.standing(account)]));
  return { votes, standing };
};

/** Sixty orders, each cancelled at once. */
const spam = (account: string, ago: number): readonly RelishEvent[] =>
  Array.from({ length: 60 }, (_, index) => {
    const order = anOrder(`spam-${account}-${ago}-${index}`).by(account).of(itemAt(1));
    return order.placedAt(daysAgo(ago)).cancelled({ at: daysAgo(ago) }).events;
  }).flat();

describe('an order that is never fulfilled', () => {
  // An established account joins in, under order ids that are not its own.
  const joining = establishedAt(0);
  const accounts = [...HOSTILE, joining];
  const pretending = (days: number) =>
    hostileEvents({ accounts, items: 6, othersOrders: OTHERS_ORDERS, maxLength: 80, days }).map((events) =>
      events.filter((event) => !isFulfilment(event)),
    );

  /** Half of the time the joining account also cancels long before its first lunch, as one does to be held back. */
  const cancelling = fc
    .tuple(pretending(60), fc.boolean())
    .map(([events, isSpamming]) => [...events, ...(isSpamming ? spam(joining, 90) : [])]);

  test('changes no vote, no list and no digest, but that it may hold the rise of its own account back', () => {
    let [same, held] = [0, 0];
    fc.assert(
      fc.property(shopOf, cancelling, fc.nat(), ({ policy, ...shop }, pretended, seed) => {
        const honest = aShop({ ...shop, policy, items: 6, newcomers: 2 });
        const [before, after] = [
          fold(honest, policy),
          fold(shuffled([...honest, ...pretended], seed), policy),
        ];
        const [was, is] = [influenceIn(before), influenceIn(after)];
        expect(is.votes).toEqual(was.votes);
        const changed = [...was.standing].filter(
          ([account, standing]) => is.standing.get(account) !== standing,
        );
        for (const [account, standing] of changed) {
          expect([account, standing, is.standing.get(account)]).toEqual([joining, 'established', 'newcomer']);
        }
        held += changed.length;
        if (changed.length > 0) return;
        same++;
        expectSame(saidOf(after, ASKING), saidOf(before, ASKING));
      }),
      runs(80),
    );
    // Both kinds must come up, else a part of it was never looked at.
    expect(Math.min(same, held)).toBeGreaterThan(5);
  });

  test('changes nothing at all once its account has risen, or under a policy that holds nobody', () => {
    const unheld = shopOf.map(({ policy, ...shop }) => {
      const none = { threshold: 0, effect: 'none' as const };
      const filters = { ...policy.filters, 'cancel-spam': none, 'never-picked-up': none };
      return { ...shop, policy: { ...policy, filters } };
    });
    const scenario = fc.oneof(fc.tuple(shopOf, pretending(0)), fc.tuple(unheld, pretending(60)));
    fc.assert(
      fc.property(scenario, fc.nat(), ([{ policy, ...shop }, pretended], seed) => {
        const honest = aShop({ ...shop, policy, items: 6, newcomers: 2 });
        const state = fold(shuffled([...honest, ...pretended], seed), policy);
        expectSame(saidOf(state, ASKING), saidOf(fold(honest, policy), ASKING));
      }),
      runs(60),
    );
  });

  test('holds back whoever cancels before its rise, and only that', () => {
    const shop = aShop();
    const standing = (events: readonly RelishEvent[]) => influenceIn(fold(events)).standing.get(joining);
    expect(standing(shop)).toBe('established');
    expect(standing([...shop, ...spam(joining, 90)])).toBe('newcomer');
    expect(standing([...shop, ...spam(joining, 0)])).toBe('established');
    expect(standing([...shop, ...spam('h-1', 90)])).toBe('established');
    const votes = (events: readonly RelishEvent[]) => influenceIn(fold(events)).votes;
    expect(votes([...shop, ...spam(joining, 90)])).toEqual(votes(shop));
  });

  test('changes nothing at a thousand a minute either', () => {
    const honest = aShop();
    const flood = Array.from({ length: 3_000 }, (_, index) => {
      const order = anOrder(`f-${index}`)
        .by(`h-${index % 7}`)
        .of(itemAt(1 + (index % 11)), 9);
      return (index % 2 === 0 ? order.cancelled() : order.expired()).events;
    }).flat();
    expectSame(saidOf(fold([...honest, ...flood]), ASKING), saidOf(fold(honest), ASKING));
  });
});

describe('a refund', () => {
  const accounts = [...HOSTILE, establishedAt(0)];
  const hostile = hostileEvents({ accounts, items: 6, othersOrders: OTHERS_ORDERS, maxLength: 80 });
  const endings = fc.constantFrom(
    'order.refunded' as const,
    'order.cancelled' as const,
    'order.expired' as const,
  );

  test('takes exactly the credit of its own order back, as if it had never been handed over', () => {
    fc.assert(
      fc.property(
        shopOf,
        hostile,
        fc.nat(9),
        endings,
        fc.nat(),
        ({ policy, ...shop }, said, at, type, seed) => {
          const events = [...aShop({ ...shop, policy, items: 6, newcomers: 2 }), ...said];
          const orders = events.filter((event) => event.type === 'order.fulfilled');
          const chosen = orders[(at * 7) % orders.length]!.data;
          const isChosen = ({ type: what, data }: RelishEvent) =>
            what.startsWith('order.') &&
            'orderId' in data &&
            data.orderId === chosen.orderId &&
            data.accountId === chosen.accountId;
          const { orderId, accountId } = chosen;
          const refund: RelishEvent = {
            ...{ specversion: '1.0', source: '/stands/test', id: 'the-refund', time: daysAgo(0) },
            ...{ type, data: { orderId, accountId } },
          };
          const refunded = fold(shuffled([...events, refund], seed), policy);
          const never = fold(
            [...events.filter((event) => !(isFulfilment(event) && isChosen(event))), refund],
            policy,
          );
          expectSame(saidOf(refunded, ASKING), saidOf(never, ASKING));
        },
      ),
      runs(60),
    );
  });

  test('of one line leaves the others, and of some of it leaves the rest', () => {
    const others = anOrder('o-2').by('a-2').of('a').of('b').fulfilled().events;
    const order = anOrder('o-1').by('a-1').of('a', 2).of('b').fulfilled();
    const digestAfter = (events: readonly RelishEvent[]) => fold([...others, ...events]).digest();
    expect(digestAfter(order.refunded({ parts: [{ itemId: 'a', quantity: 1 }] }).events)).toBe(
      digestAfter(order.events),
    );
    const withoutA = digestAfter(anOrder('o-1').by('a-1').of('b').fulfilled().events);
    expect(digestAfter(order.refunded({ parts: [{ itemId: 'a' }] }).events)).toBe(withoutA);
    expect(digestAfter(order.refunded({ parts: [{ itemId: 'a', quantity: 2 }] }).events)).toBe(withoutA);
    expect(digestAfter(order.refunded().events)).toBe(digestAfter([]));
  });

  test('of an order that somebody else placed does nothing to them', () => {
    const mine = anOrder('o-1').by('a-1').of('a').fulfilled().events;
    const theirs = anOrder('o-1')
      .by('a-2')
      .refunded()
      .cancelled()
      .refunded({ parts: [{ itemId: 'a' }] }).events;
    for (const events of [
      [...mine, ...theirs],
      [...theirs, ...mine],
    ]) {
      expect(fold(events).digest()).toBe(fold(mine).digest());
    }
  });
});
