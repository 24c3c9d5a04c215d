import type { Order } from '../../../services/contracts/http/ordering.ts';
import { linesInWords } from './order-words.ts';

export interface OrderChange {
  readonly orderId: string;
  readonly title: string;
  readonly message: string;
  readonly color: string;
}

const endings: Partial<Record<Order['status'], { title: string; color: string }>> = {
  fulfilled: { title: 'Enjoy! Your order was handed over', color: 'relish' },
  expired: { title: 'Your order wasn’t picked up in time', color: 'tomato' },
};

/** What to tell about orders that were waiting `before` and aren't any more; one's own cancelling is no news. */
export const endedSince = (before: readonly Order[], after: readonly Order[]): readonly OrderChange[] => {
  const waiting = new Set(before.filter(({ status }) => status === 'placed').map(({ orderId }) => orderId));
  return after.flatMap(({ orderId, status, lines }) => {
    const ending = endings[status];
    if (!ending || !waiting.has(orderId)) return [];
    return [{ orderId, ...ending, message: linesInWords(lines) }];
  });
};

/** The latest place in the log that these orders tell of; undefined without orders. Positions sort as strings. */
export const latestPosition = (orders: readonly Order[]): string | undefined =>
  orders.reduce<string | undefined>(
    (latest, { position }) => (latest === undefined || position > latest ? position : latest),
    undefined,
  );

/** The orders with one of them as it is now; a new one comes first. */
export const withOrder = (orders: readonly Order[], order: Order): Order[] =>
  orders.some(({ orderId }) => orderId === order.orderId)
    ? orders.map((one) => (one.orderId === order.orderId ? order : one))
    : [order, ...orders];
