import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { EventOf, RelishEvent } from '../../services/contracts/events.ts';
import type { Question } from '../../services/contracts/http/answers.ts';
import type { Policy } from '../../services/recommender/integrity/policy.ts';
import { hashOfId, Signature } from '../../services/recommender/integrity/lockstep/signature.ts';
import { aShop, establishedAt, itemAt } from '../builders/a-shop.ts';
import { anOrder, daysAgo } from '../builders/an-order.ts';
import { eventsOf } from '../builders/attack.ts';
import { fold, listOf, popular, recommended, relatedTo } from '../builders/fold.ts';
import { severePolicy } from '../builders/policies.ts';
import { runs } from '../builders/runs.ts';
import { shuffled } from '../builders/seeded.ts';

type OrderEvent = EventOf<'order.placed' | 'order.fulfilled'>;

/** Within the day for the order and for what is said of it. */
const HOURS = Array.from({ length: 20 }, (_, hour) => hour - 11);

const isOf =
  (account: string) =>
  (event: RelishEvent): event is OrderEvent =>
    (event.type === 'order.placed' || event.type === 'order.fulfilled') && event.data.accountId === account;

const keysOf = (events: readonly RelishEvent[]) => {
  const signature = new Signature();
  signature.clear();
  for (const event of events) {
    if (event.type !== 'order.placed') continue;
    const minute = Math.floor(Date.parse(event.time) / 60_000);
    for (const { itemId } of event.data.lines) signature.add(hashOfId(itemId), minute);
  }
  return String(signature.keys());
};

/** What somebody honest ordered, in the same minutes, but for one item. */
const copyOf = (
  events: readonly RelishEvent[],
  victim: string,
  unwanted: string,
  name: string,
): readonly RelishEvent[] => {
  const spared = new Set<string>();
  return events.filter(isOf(victim)).flatMap((event): readonly RelishEvent[] => {
    const { orderId } = event.data;
    const own = { orderId: `${name}/${orderId}`, accountId: name };
    const id = `${name}/${event.id}`;
    if (event.type === 'order.fulfilled')
      return spared.has(orderId) ? [] : [{ ...event, id, data: { ...event.data, ...own } }];
    const lines = event.data.lines.filter(({ itemId }) => itemId !== unwanted);
    if (lines.length === 0) spared.add(orderId);
    return lines.length === 0 ? [] : [{ ...event, id, data: { ...event.data, ...own, lines } }];
  });
};

/**
 * Moves as somebody honest does, and votes for others at hours that its signature doesn't show. Of two that rose on
 * one day the name decides who is older, and the shadow's comes first.
 */
const shadowOf = (
  events: readonly RelishEvent[],
  victim: string,
  unwanted: string,
  rivals: readonly string[],
  policy: Policy,
  name: string,
): readonly RelishEvent[] => {
  const wanted = keysOf(events.filter(isOf(victim)));
  let orders = copyOf(events, victim, unwanted, name);
  for (let day = 0; day < policy.votes.saturationDays + 3; day++) {
    for (const itemId of rivals) {
      const orderAt = (hour: number) =>
        anOrder(`${name} ${itemId} ${day}`).by(name).of(itemId).placedAt(daysAgo(day, hour)).fulfilled()
          .events;
      const hour = HOURS.find((hour) => keysOf([...orders, ...orderAt(hour)]) === wanted);
      if (hour !== undefined) orders = [...orders, ...orderAt(hour)];
    }
  }
  return orders;
};

const questions = fc
  .integer({ min: 1, max: 4 })
  .chain((limit) =>
    fc.constantFrom<Question>(
      popular(limit),
      recommended(establishedAt(0), limit),
      relatedTo(itemAt(0), limit),
    ),
  );
const shops = fc.record({
  seed: fc.nat(100_000),
  established: fc.integer({ min: 8, max: 16 }),
  newcomers: fc.constantFrom(0, 5),
  items: fc.integer({ min: 3, max: 7 }),
  extraDays: fc.constantFrom(1, 6),
});
const policies = fc.constantFrom<Policy>(
  severePolicy,
  { ...severePolicy, demotions: { share: 330_000 } },
  { ...severePolicy, votes: { saturationDays: 1, halfLifeDays: null, budget: null } },
);

const marginOf = (events: readonly RelishEvent[], policy: Policy, question: Question, itemId: string) => {
  const { items } = listOf(fold(events, policy), { ...question, limit: 100 });
  const others = items.filter((item) => item.itemId !== itemId).map(({ score }) => score);
  return (items.find((item) => item.itemId === itemId)?.score ?? 0) - (others[question.limit - 1] ?? 0);
};

describe('hostile accounts that provoke a filter on groups (promise 7)', () => {
  test('never remove an item, if they are fewer than its certificate says', () => {
    let framed = 0;
    let tries = 0;
    fc.assert(
      fc.property(shops, questions, policies, fc.nat(), (shop, question, policy, seed) => {
        const events = aShop({ ...shop, policy });
        const before = fold(events, policy);
        const { items } = listOf(before, question);
        const ranked = listOf(before, { ...question, limit: 100 }).items.map(({ itemId }) => itemId);
        const stands = (account: string, state = before) =>
          state.tally.standing(state.accounts.find(account)!);
        const honest = Array.from({ length: shop.established }, (_, index) => establishedAt(index));
        const established = shuffled(
          honest.filter((account) => stands(account) === 'established'),
          seed,
        );
        for (const [index, { itemId, certificate }] of items.entries()) {
          const accounts = certificate.accounts - 1;
          const item = before.items.find(itemId)!;
          const fans = new Set(
            established.filter((name) => before.ballots.has(before.accounts.find(name)!, item)),
          );
          const victims = [...fans, ...established.filter((name) => !fans.has(name))];
          const rivals = [...ranked.slice(index + 1, question.limit + 1), 'brand-new-0', 'brand-new-1'];
          for (const shadows of new Set([accounts, Math.ceil(accounts / 2), Math.min(1, accounts)]))
            for (const besides of [[], rivals.slice(0, question.limit - index)]) {
              const attack = [
                ...victims
                  .slice(0, shadows)
                  .flatMap((victim, at) => shadowOf(events, victim, itemId, besides, policy, `a-${at}`)),
                ...eventsOf({ established: accounts - shadows, newcomers: 0, items: rivals }, policy),
              ];
              const after = fold([...events, ...attack], policy);
              after.recount();
              framed += victims.filter((account) => stands(account, after) === 'demoted').length;
              tries++;
              if (marginOf([...events, ...attack], policy, question, itemId) <= 0 && accounts > 0) {
                throw new Error(`${itemId} left to ${accounts} accounts, ${shadows} of them shadows`);
              }
            }
        }
      }),
      runs(20),
    );
    expect(tries).toBeGreaterThan(60);
    expect(framed).toBeGreaterThan(5);
  });

  test('are counted: the certificate of a shop on probation is smaller than without the filter', () => {
    const trusting: Policy = {
      ...severePolicy,
      filters: {
        ...severePolicy.filters,
        lockstep: { ...severePolicy.filters.lockstep, effect: 'none' },
      },
    };
    const events = aShop({ established: 40, items: 6, policy: severePolicy });
    const setOf = (policy: Policy) => listOf(fold(events, policy), popular(1)).certificate.set;
    expect(setOf(severePolicy)).toBeLessThan(setOf(trusting));
  });
});
