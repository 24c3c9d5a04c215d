import { describe, expect, test } from '@jest/globals';
import { relishEvent, type RelishEvent } from '../../../services/contracts/events.ts';
import { defaultPolicy } from '../../../services/recommender/integrity/policy.ts';
import { synthetic } from '../history/synthetic.ts';
import { summariseShop } from '../history/summarise-shop.ts';
import { asKnownTo } from './as-known-to.ts';
import type { Attack, Parameters, Shop } from './attack.ts';
import { DAY } from './hostile-orders.ts';
import { attacks } from './registry.ts';

const loaded = await synthetic.load(120);
if ('missing' in loaded) throw new Error(loaded.missing);
const summary = summariseShop(loaded.events, defaultPolicy, 490);
const [customer] = summary.customers;
const shop: Shop = {
  ...summary,
  victim: {
    accountId: customer!.accountId,
    limit: 10,
    ranking: summary.items,
    taste: customer!.items,
    index: 8,
    accounts: 3,
  },
};
const target = shop.items[30]!;
const parametersOf = (attack: Attack, seed = 1): Parameters => ({ ...attack.size(shop), seed });
const planned = (attack: Attack, parameters = parametersOf(attack)): readonly RelishEvent[] =>
  attack.plan(asKnownTo(shop, parameters.knowledge), target, parameters);
const accountsOf = (events: readonly RelishEvent[]) =>
  new Set(events.flatMap((event) => ('accountId' in event.data ? event.data.accountId : [])));
const fulfilled = (events: readonly RelishEvent[]) =>
  events.filter(({ type }) => type === 'order.fulfilled').length;
const byName = (name: string): Attack => attacks.find((attack) => attack.name === name)!;

test('names are unique', () => {
  expect(new Set(attacks.map(({ name }) => name)).size).toBe(attacks.length);
});

describe.each(attacks.map((attack) => [attack.name, attack] as const))('%s', (_, attack) => {
  const events = planned(attack);

  test('is made of events that Relish would take, with ids of their own', () => {
    expect(events.length).toBeGreaterThan(0);
    for (const event of events) expect(relishEvent.safeParse(event).success).toBe(true);
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
  });

  test('follows from its seed', () => {
    expect(planned(attack)).toEqual(events);
    expect(planned(attack, parametersOf(attack, 2))).not.toEqual(events);
  });

  test('stays within its window, and never moves today', () => {
    const { days } = parametersOf(attack);
    const times = events.map(({ time }) => Date.parse(time));
    expect(Math.max(...times)).toBeLessThan(shop.lastDay + DAY);
    expect(Math.min(...times)).toBeGreaterThanOrEqual(shop.lastDay - Math.max(1, days) * DAY);
  });

  test('uses the accounts that it says, and no others', () => {
    const accounts = accountsOf(events);
    const { accounts: most, orders } = parametersOf(attack);
    expect(accounts.size).toBeLessThanOrEqual(most);
    expect(events.filter(({ type }) => type === 'order.placed').length).toBeLessThanOrEqual(orders);
    const honest = new Set(shop.customers.map(({ accountId }) => accountId));
    const isTheirs = attack.by === 'honest' || attack.by === 'takeover';
    for (const accountId of accounts) expect(honest.has(accountId)).toBe(isTheirs);
  });
});

/** Those that may run out of money: controls and worst cases spend what it takes, others never pay. */
const paying = attacks.filter(
  (attack) => attack.aim !== 'control' && attack.aim !== 'evict' && fulfilled(planned(attack)) > 0,
);
test.each(paying.map((attack) => [attack.name, attack] as const))(
  '%s keeps within its money',
  (_, attack) => {
    const usual = fulfilled(planned(attack));
    for (const orders of [0, 1, 20, Math.floor(usual / 2)].filter((few) => few < usual)) {
      const cents = orders * shop.cheapest;
      expect(fulfilled(planned(attack, { ...parametersOf(attack), cents }))).toBeLessThanOrEqual(orders);
    }
  },
);

test('newcomers’ accounts can’t become established', () => {
  const days = new Map<string, Set<string>>();
  for (const event of attacks.filter(({ by }) => by === 'newcomers').flatMap((attack) => planned(attack))) {
    if (event.type !== 'order.fulfilled') continue;
    const { accountId } = event.data;
    days.set(accountId, (days.get(accountId) ?? new Set()).add(event.time.slice(0, 10)));
  }
  // Some come that near on purpose.
  expect(Math.max(...Array.from(days.values(), ({ size }) => size))).toBe(defaultPolicy.standing.days - 1);
});

test('the saboteur orders everything but the target, and fetches nothing', () => {
  const events = planned(byName('saboteur'));
  const ordered = new Set(
    events.flatMap((event) =>
      event.type === 'order.placed' ? event.data.lines.map(({ itemId }) => itemId) : [],
    ),
  );
  expect(ordered.has(target)).toBe(false);
  expect(ordered.size).toBe(shop.items.length - 1);
  expect(fulfilled(events)).toBe(0);
});

test('what an attacker doesn’t know, he doesn’t see', () => {
  const menu = asKnownTo(shop, 'menu');
  expect([menu.customers.length, menu.buyersOf.size, menu.victim]).toEqual([0, 0, undefined]);
  expect(menu.items).toEqual([...shop.items].sort());
  expect(asKnownTo(shop, 'popularity')).toMatchObject({ items: shop.items, customers: [] });
});
