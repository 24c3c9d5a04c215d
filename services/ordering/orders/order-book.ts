import type { Position } from '../../platform/event-log/event-log.ts';
import type { OrderStatus, StandOrder } from '../stand/stand-state.ts';
import { createOrderIndex, type OrderScope } from './order-index.ts';

export interface Entry {
  readonly order: StandOrder;
  readonly placed: Position;
  /** Of the order's last event. */
  readonly last: Position;
}

interface OrderQuery extends OrderScope {
  readonly matches?: ((order: StandOrder) => boolean) | undefined;
  readonly limit: number;
  /** By arrival. */
  readonly sort: 'newest' | 'oldest';
  /** Only orders after this one in that order: its sequence number. */
  readonly after?: number | undefined;
}

interface OrderPage {
  readonly entries: readonly Entry[];
  readonly total: number;
  /** The `after` of the next page; absent on the last. */
  readonly next?: number;
}

export interface OrderBook {
  /** Takes note of an order's event. */
  record(order: StandOrder, position: Position): void;
  find(order: StandOrder): Entry;
  page(query: OrderQuery): OrderPage;
}

/** What the index can't tell: undefined if nothing is left to look at. */
const filterOf = ({ accountId, status, matches }: OrderQuery): OrderQuery['matches'] => {
  if (accountId === undefined || status === undefined) return matches;
  return (order) => order.status === status && (!matches || matches(order));
};

/** Finds the orders of the stand by account and status, by arrival, without looking at all of them. */
export const createOrderBook = (): OrderBook => {
  const index = createOrderIndex();
  /** By sequence number, which grows by one from order to order. */
  const entries: (Entry & { last: Position; status: OrderStatus })[] = [];

  const entryOf = (sequence: number): Entry => {
    const entry = entries[sequence];
    if (!entry) throw new Error(`No order has the sequence number ${sequence}.`);
    return entry;
  };

  return {
    record(order, position) {
      const entry = entries[order.sequence];
      if (!entry) {
        entries[order.sequence] = { order, placed: position, last: position, status: order.status };
        index.add(order);
      } else if (entry.status !== order.status) {
        index.move(order, entry.status);
        entry.status = order.status;
        entry.last = position;
      }
    },
    find: ({ sequence }) => entryOf(sequence),
    page(query) {
      const candidates = index.candidates(query);
      const filter = filterOf(query);
      const found = filter ? candidates.filter((sequence) => filter(entryOf(sequence).order)) : candidates;
      const more = query.limit + 1;
      const rows = (
        query.sort === 'oldest'
          ? found.above(query.after ?? -1, more)
          : found.below(query.after ?? Infinity, more)
      ).map(entryOf);
      const last = rows.length > query.limit ? rows[query.limit - 1] : undefined;
      return {
        entries: rows.slice(0, query.limit),
        total: found.size(),
        ...(last && { next: last.order.sequence }),
      };
    },
  };
};
