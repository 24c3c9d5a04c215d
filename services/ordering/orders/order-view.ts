import type { Order } from '../../contracts/http/ordering.ts';
import type { People } from '../accounts/people.ts';
import type { StandPolicy } from '../stand/stand-command.ts';
import { totalOf, type OrderLine, type StandState } from '../stand/stand-state.ts';
import type { Entry } from './order-book.ts';

interface ViewOptions {
  readonly state: StandState;
  readonly people: People;
  readonly policy: StandPolicy;
}

export interface OrderView {
  /** As it is now, in milliseconds. */
  now(entry: Entry, now: number): Order;
  /** As it was when it was placed: a repeated request gets the answer of the first, to the letter. */
  asPlaced(entry: Entry): Order;
}

const iso = (instant: number): string => new Date(instant).toISOString();

/** Orders as people see them: with names, and with what can still happen to them. */
export const createOrderView = ({ state, people, policy }: ViewOptions): OrderView => {
  const lineOf = ({ itemId, quantity, unitPrice, label }: OrderLine): Order['lines'][number] => {
    const { number = 0, name = itemId } = label ?? state.items.get(itemId)?.listing ?? {};
    return { itemId, number, name, quantity, unitPrice };
  };

  const fixed = ({ order }: Entry) => ({
    orderId: order.orderId,
    accountId: order.accountId,
    accountName: people.nameOf(order.accountId),
    lines: order.lines.map(lineOf),
    total: totalOf(order),
    placedAt: iso(order.placedAt),
  });

  const open = ({ order }: Entry, now: number) => {
    const graceEnds = order.placedAt + policy.grace;
    return {
      ...(now < graceEnds && { cancellableUntil: iso(graceEnds) }),
      // What somebody else recorded isn't kept here, so it doesn't run out either.
      ...(state.waiting.has(order.orderId) && { expiresAt: iso(order.placedAt + policy.pickup) }),
    };
  };

  return {
    now(entry, now) {
      const { status, endedAt } = entry.order;
      return {
        ...fixed(entry),
        status,
        ...(status === 'placed' && open(entry, now)),
        ...(endedAt !== undefined && { endedAt: iso(endedAt) }),
        position: entry.last,
      };
    },
    asPlaced(entry) {
      const { placedAt } = entry.order;
      return {
        ...fixed(entry),
        status: 'placed',
        ...(policy.grace > 0 && { cancellableUntil: iso(placedAt + policy.grace) }),
        expiresAt: iso(placedAt + policy.pickup),
        position: entry.placed,
      };
    },
  };
};
