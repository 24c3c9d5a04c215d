import type { RelishEvent } from '../../contracts/events.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { AccountFacts } from '../integrity/account-facts.ts';
import type { OrderBook } from '../integrity/order-book.ts';
import type { OrderDays } from '../integrity/order-days.ts';
import type { OrderOrigins } from '../integrity/order-origins.ts';
import type { Part } from '../integrity/part.ts';
import { CANCELLED, EXPIRED, REFUNDED } from '../integrity/settlement.ts';
import type { RolloutHistory } from '../rollout/rollout-history.ts';
import { dayOfMinute } from '../votes/event-time.ts';
import type { Interner } from '../votes/interner.ts';

type OrderEvent = Extract<RelishEvent, { type: `order.${string}` }>;
type ItemEvent = Extract<RelishEvent, { type: `item.${string}` }>;

/** What orders and items are folded into. */
interface StatementFold {
  readonly accounts: Interner;
  readonly items: Interner;
  readonly catalogue: Catalogue;
  readonly facts: AccountFacts;
  readonly origins: OrderOrigins;
  readonly days: OrderDays;
  readonly rollouts: RolloutHistory;
  readonly book: OrderBook;
}

const endings = {
  'order.cancelled': CANCELLED,
  'order.expired': EXPIRED,
  'order.refunded': REFUNDED,
} as const;

const partsOf = (
  items: Interner,
  lines: readonly { itemId: string; quantity?: number | undefined }[],
): readonly Part[] => lines.map(({ itemId, quantity }) => ({ item: items.intern(itemId), quantity }));

/** @param minute of its time, since 1970 UTC */
export const applyOrder = (fold: StatementFold, event: OrderEvent, minute: number): void => {
  const { accounts, items, catalogue, facts, origins, days, rollouts, book } = fold;
  const day = dayOfMinute(minute);
  const account = accounts.intern(event.data.accountId);
  const { orderId } = event.data;
  if (event.type === 'order.placed') {
    for (const { unitPrice } of event.data.lines) if (unitPrice) catalogue.noteOrdered(unitPrice);
    const order = book.place(orderId, account, minute, partsOf(items, event.data.lines));
    if (event.data.origin) {
      origins.note(order, event.data.origin);
      facts.origins.note(account, event.data.origin);
    }
    days.touch(day);
    return;
  }
  const parts = event.data.lines && partsOf(items, event.data.lines);
  if (event.type === 'order.fulfilled') {
    rollouts.noteFulfilled(account, minute);
    book.fulfil(orderId, account, day, parts);
  } else book.withdraw(orderId, account, endings[event.type], minute, parts);
};

export const applyItem = ({ items, catalogue }: StatementFold, event: ItemEvent): void => {
  const item = items.intern(event.data.itemId);
  if (event.type === 'item.listed') catalogue.list(item, event);
  else catalogue.stock(item, event);
};
