import { onlineRetail } from '../abuse/history/online-retail.ts';
import { type SettledOrder, settledOrders } from '../abuse/history/settled-orders.ts';

/** Codes of products; the others are postage, fees and the like. */
const PRODUCT = /^\d{5}/;
const LEAST_ORDERS = 3;

/** Online Retail as FACTS of the project split it: the last order of everybody with three or more is held out. */
export interface RetailSplit {
  readonly train: readonly SettledOrder[];
  /** By account: the items of its last order. */
  readonly test: ReadonlyMap<string, ReadonlySet<string>>;
}

const byAccount = (orders: readonly SettledOrder[]): ReadonlyMap<string, readonly SettledOrder[]> => {
  const found = new Map<string, SettledOrder[]>();
  for (const order of orders) {
    const mine = found.get(order.accountId);
    if (mine) mine.push(order);
    else found.set(order.accountId, [order]);
  }
  return found;
};

/** @returns undefined where the data isn't there */
export const readOnlineRetail = async (): Promise<RetailSplit | undefined> => {
  const data = await onlineRetail.load(0);
  if ('missing' in data) return undefined;
  const orders = settledOrders(data.events)
    .map((order) => ({ ...order, items: order.items.filter((itemId) => PRODUCT.test(itemId)) }))
    .filter(({ items }) => items.length > 0);
  const test = new Map<string, ReadonlySet<string>>();
  const held = new Set<string>();
  for (const [accountId, mine] of byAccount(orders)) {
    const last = mine.at(-1);
    if (!last || mine.length < LEAST_ORDERS) continue;
    held.add(last.orderId);
    test.set(accountId, new Set(last.items));
  }
  return { train: orders.filter(({ orderId }) => !held.has(orderId)), test };
};
