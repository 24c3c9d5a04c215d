import type { RelishEvent } from '../../../services/contracts/events.ts';
import type { Policy } from '../../../services/recommender/integrity/policy.ts';
import type { Customer, Shop, Visit } from '../attacks/attack.ts';
import { DAY } from '../attacks/hostile-orders.ts';
import { settledOrders } from './settled-orders.ts';

const dayOf = (time: number): number => Math.floor(time / DAY);

const customerOf = (accountId: string, visits: readonly Visit[]): Customer => ({
  accountId,
  visits,
  items: [...new Set(visits.flatMap(({ items }) => items))],
  days: new Set(visits.map(({ time }) => dayOf(time))).size,
});

const countBuyers = (customers: readonly Customer[]): ReadonlyMap<string, number> => {
  const buyers = new Map<string, number>();
  for (const { items } of customers)
    for (const itemId of items) buyers.set(itemId, (buyers.get(itemId) ?? 0) + 1);
  return buyers;
};

const lastDayOf = (events: readonly RelishEvent[]): number => {
  let last = 0;
  for (const { time } of events) last = Math.max(last, dayOf(Date.parse(time)));
  return last * DAY;
};

/** What an attacker may find out about a history; the victim is chosen for each run. */
export const summariseShop = (events: readonly RelishEvent[], policy: Policy, cheapest: number): Shop => {
  const visits = new Map<string, Visit[]>();
  for (const { accountId, time, items } of settledOrders(events)) {
    const visit = { time: Date.parse(time), items };
    const known = visits.get(accountId);
    if (known) known.push(visit);
    else visits.set(accountId, [visit]);
  }
  const customers = [...visits].map(([accountId, made]) => customerOf(accountId, made));
  const buyersOf = countBuyers(customers);
  const items = [...buyersOf].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([itemId]) => itemId);
  return { lastDay: lastDayOf(events), items, buyersOf, customers, cheapest, policy, victim: undefined };
};
