import type { EventOf } from '../../contracts/events.ts';
import type { StandEvent } from './stand-events.ts';
import {
  dayAt,
  stockOn,
  type OrderLine,
  type OrderStatus,
  type StandOrder,
  type StandBooks,
} from './stand-state.ts';
import { isSoldOut, leftOf, move, type Movement } from './stock.ts';

const advance = (state: StandBooks, time: string): string => {
  state.today = dayAt(state, Date.parse(time));
  return state.today;
};

const changeHeld = (state: StandBooks, accountId: string, units: number): void => {
  const held = (state.heldBy.get(accountId) ?? 0) + units;
  if (held > 0) state.heldBy.set(accountId, held);
  else state.heldBy.delete(accountId);
};

const moveStock = (state: StandBooks, order: StandOrder, movement: Movement): void => {
  for (const { itemId, quantity, label } of order.lines) {
    const item = label && state.items.get(itemId);
    if (!item) continue;
    const stock = stockOn(item, order.day);
    // Yesterday's food is not in today's books.
    if (stock.day === order.day) item.stock = move(stock, movement, quantity);
  }
};

const placedLines = (state: StandBooks, data: EventOf<'order.placed'>['data']): OrderLine[] =>
  data.lines.map(({ itemId, quantity, unitPrice }) => {
    const listing = state.items.get(itemId)?.listing;
    return { itemId, quantity, unitPrice: unitPrice ?? listing?.price ?? 0, label: listing };
  });

const place = (state: StandBooks, { data, time }: EventOf<'order.placed'>): void => {
  if (state.orders.has(data.orderId)) return;
  const order: StandOrder = {
    orderId: data.orderId,
    accountId: data.accountId,
    lines: placedLines(state, data),
    units: data.lines.reduce((sum, { quantity }) => sum + quantity, 0),
    placedAt: Date.parse(time),
    day: data.request ? advance(state, time) : state.today,
    sequence: state.orders.size,
    requestBody: data.request?.body,
    status: 'placed',
    endedAt: undefined,
  };
  state.orders.set(order.orderId, order);
  if (!data.request) return;
  state.requests.set(data.request.key, order);
  state.waiting.set(order.orderId, order);
  changeHeld(state, order.accountId, order.units);
  moveStock(state, order, 'hold');
};

interface Ending {
  readonly from: OrderStatus;
  readonly to: OrderStatus;
  /** What becomes of the food. A refund doesn't put it back. */
  readonly movement?: Movement;
}

const endings = {
  'order.cancelled': { from: 'placed', to: 'cancelled', movement: 'free' },
  'order.expired': { from: 'placed', to: 'expired', movement: 'free' },
  'order.fulfilled': { from: 'placed', to: 'fulfilled', movement: 'sell' },
  'order.refunded': { from: 'fulfilled', to: 'refunded' },
} as const satisfies Record<string, Ending>;

const end = (state: StandBooks, { type, data, time }: EventOf<keyof typeof endings>): void => {
  const { from, to, movement }: Ending = endings[type];
  const order = state.orders.get(data.orderId);
  // The stand ends whole orders, in the order in which things happen; what else is told isn't about its food.
  if (order?.accountId !== data.accountId || order.status !== from || data.lines) return;
  order.status = to;
  order.endedAt = Date.parse(time);
  if (!movement || !state.waiting.delete(order.orderId)) return;
  changeHeld(state, order.accountId, -order.units);
  moveStock(state, order, movement);
};

const list = (state: StandBooks, { data }: EventOf<'item.listed'>): void => {
  const { stock, saidSoldOut } = state.items.get(data.itemId) ?? { stock: undefined, saidSoldOut: false };
  state.items.set(data.itemId, { listing: data, stock, saidSoldOut });
};

const sellOut = (state: StandBooks, { data, time }: EventOf<'item.soldout'>): void => {
  const item = state.items.get(data.itemId);
  // Stock is what this stand counts: only its own books can say that all is sold.
  if (item && isSoldOut(stockOn(item, dayAt(state, Date.parse(time))))) item.saidSoldOut = true;
};

const restock = (state: StandBooks, { data, time }: EventOf<'item.restocked'>): void => {
  const item = state.items.get(data.itemId);
  if (!item) return;
  item.saidSoldOut = false;
  const stock = stockOn(item, advance(state, time));
  // Without a quantity it says that there is some again: a new day's stock, or another batch of that size.
  const more = data.quantity ?? (leftOf(stock) > 0 ? 0 : (item.listing.dailyStock ?? 0));
  if (more > 0) item.stock = { ...stock, made: stock.made + more };
};

/**
 * The next state. Total: whatever the log holds under the stand's source, it neither throws nor breaks
 * `held + sold <= made`; what doesn't fit the stand's own books is passed over.
 * Changes `state` in place.
 */
export const evolve = (state: StandBooks, event: StandEvent): void => {
  switch (event.type) {
    case 'order.placed':
      place(state, event);
      break;
    case 'order.cancelled':
    case 'order.expired':
    case 'order.fulfilled':
    case 'order.refunded':
      end(state, event);
      break;
    case 'item.listed':
      list(state, event);
      break;
    case 'item.soldout':
      sellOut(state, event);
      break;
    case 'item.restocked':
      restock(state, event);
      break;
  }
};
