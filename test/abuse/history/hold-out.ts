import type { RelishEvent } from '../../../services/contracts/events.ts';
import { hashed } from './keep-accounts.ts';
import { settledOrders, type SettledOrder } from './settled-orders.ts';

/** Fewer orders say too little about somebody to be asked what comes next. */
const LEAST_ORDERS = 5;
const SHARE_HELD = 0.1;

export interface HeldOut {
  /** The history without what is held out. */
  readonly events: readonly RelishEvent[];
  /** By account of the cohort: what it took home later, and had never taken before. */
  readonly wanted: ReadonlyMap<string, ReadonlySet<string>>;
}

interface Split {
  readonly accountId: string;
  readonly held: readonly SettledOrder[];
  readonly wanted: ReadonlySet<string>;
}

const splitOf = (accountId: string, orders: readonly SettledOrder[]): Split => {
  const kept = orders.length - Math.max(1, Math.floor(orders.length * SHARE_HELD));
  const had = new Set(orders.slice(0, kept).flatMap(({ items }) => items));
  const held = orders.slice(kept);
  const wanted = new Set(held.flatMap(({ items }) => items).filter((itemId) => !had.has(itemId)));
  return { accountId, held, wanted };
};

/**
 * Holds the last orders (a tenth, at least one) of up to `cohort` accounts out, chosen by hash among those with five
 * orders or more that then took something new.
 */
export const holdOut = (events: readonly RelishEvent[], cohort: number): HeldOut => {
  const byAccount = new Map<string, SettledOrder[]>();
  for (const order of settledOrders(events)) {
    const orders = byAccount.get(order.accountId);
    if (orders) orders.push(order);
    else byAccount.set(order.accountId, [order]);
  }
  const chosen = [...byAccount]
    .filter(([, orders]) => orders.length >= LEAST_ORDERS)
    .map(([accountId, orders]) => splitOf(accountId, orders))
    .filter(({ wanted }) => wanted.size > 0)
    .sort((a, b) => hashed(`cohort/${a.accountId}`) - hashed(`cohort/${b.accountId}`))
    .slice(0, cohort);
  const out = new Set(chosen.flatMap(({ held }) => held.map(({ orderId }) => orderId)));
  return {
    events: events.filter((event) => !('orderId' in event.data && out.has(event.data.orderId))),
    wanted: new Map(chosen.map(({ accountId, wanted }) => [accountId, wanted])),
  };
};
