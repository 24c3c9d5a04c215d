import { decidePlace } from './decide-place.ts';
import type { StandCommand, StandPolicy } from './stand-command.ts';
import type { StandFact } from './stand-events.ts';
import { StandRefusal } from './stand-refusal.ts';
import { dayAt, stockOn, type StandOrder, type StandBooks } from './stand-state.ts';
import { stockNews } from './stock-news.ts';
import { move } from './stock.ts';

type Command<Type extends StandCommand['type']> = Extract<StandCommand, { type: Type }>;

/** Orders given up by one tick: the next is a second later, and an append stays small. */
const MAX_EXPIRED_AT_ONCE = 500;

const whole = ({ orderId, accountId }: StandOrder) => ({ orderId, accountId });

const findOrder = (state: StandBooks, orderId: string, accountId?: string): StandOrder => {
  const order = state.orders.get(orderId);
  // Somebody else's order is as unknown as none: ids can't be tried out.
  if (!order || (accountId !== undefined && order.accountId !== accountId))
    throw new StandRefusal('unknown-order', 'There is no such order. `GET /api/orders` lists yours.');
  return order;
};

const findOpenOrder = (state: StandBooks, orderId: string, accountId?: string): StandOrder => {
  const order = findOrder(state, orderId, accountId);
  if (order.status !== 'placed')
    throw new StandRefusal('already-ended', `The order is ${order.status} already: nothing is left to do.`, {
      status: order.status,
    });
  return order;
};

const cancel = (
  command: Command<'cancel'>,
  state: StandBooks,
  now: number,
  policy: StandPolicy,
): StandFact[] => {
  const order = findOpenOrder(state, command.orderId, command.accountId);
  if (now >= order.placedAt + policy.grace)
    throw new StandRefusal(
      'grace-over',
      `Orders can be cancelled for ${policy.grace / 1000} s; after that the stand can give it up.`,
      { graceSeconds: policy.grace / 1000 },
    );
  return [{ type: 'order.cancelled', data: whole(order) }];
};

const soldOutBy = (order: StandOrder, state: StandBooks, today: string): StandFact[] => {
  if (order.day !== today || !state.waiting.has(order.orderId)) return [];
  return order.lines.flatMap(({ itemId, quantity }) => {
    const item = state.items.get(itemId);
    return item ? stockNews(item, move(stockOn(item, today), 'sell', quantity)) : [];
  });
};

const fulfil = ({ orderId }: Command<'fulfil'>, state: StandBooks, today: string): StandFact[] => {
  const order = findOpenOrder(state, orderId);
  return [{ type: 'order.fulfilled', data: whole(order) }, ...soldOutBy(order, state, today)];
};

const refund = ({ orderId }: Command<'refund'>, state: StandBooks): StandFact[] => {
  const order = findOrder(state, orderId);
  if (order.status === 'refunded')
    throw new StandRefusal('already-ended', 'The order is refunded already.', { status: order.status });
  if (order.status !== 'fulfilled')
    throw new StandRefusal('not-fulfilled', 'Only an order that was handed over can be refunded.', {
      status: order.status,
    });
  return [{ type: 'order.refunded', data: whole(order) }];
};

const restock = ({ itemId, quantity }: Command<'restock'>, state: StandBooks): StandFact[] => {
  if (!state.items.has(itemId))
    throw new StandRefusal('unknown-item', 'There is no such item. `GET /api/menu` lists them.', { itemId });
  return [{ type: 'item.restocked', data: { itemId, quantity } }];
};

const overdue = (state: StandBooks, now: number, { pickup }: StandPolicy): StandOrder[] => {
  const found: StandOrder[] = [];
  // In the order of placement, so the first that may stay ends the search.
  for (const [, order] of state.waiting.entries()) {
    if (order.placedAt + pickup > now || found.length === MAX_EXPIRED_AT_ONCE) break;
    found.push(order);
  }
  return found;
};

const tick = (state: StandBooks, now: number, policy: StandPolicy): StandFact[] => {
  const today = dayAt(state, now);
  return [
    ...overdue(state, now, policy).map((order): StandFact => ({ type: 'order.expired', data: whole(order) })),
    ...[...state.items.entries()].flatMap(([, item]) => stockNews(item, stockOn(item, today))),
  ];
};

const listMenu = ({ items }: Command<'list-menu'>, state: StandBooks): StandFact[] =>
  state.items.size > 0 ? [] : items.map((listing) => ({ type: 'item.listed', data: listing }));

/**
 * What follows from a command. Pure: reads the state, changes nothing. No facts: it is done already.
 * @param now milliseconds
 * @throws StandRefusal
 */
export const decide = (
  command: StandCommand,
  state: StandBooks,
  now: number,
  policy: StandPolicy,
): StandFact[] => {
  switch (command.type) {
    case 'list-menu':
      return listMenu(command, state);
    case 'place':
      return decidePlace(command, state, now, policy);
    case 'cancel':
      return cancel(command, state, now, policy);
    case 'fulfil':
      return fulfil(command, state, dayAt(state, now));
    case 'expire':
      return [{ type: 'order.expired', data: whole(findOpenOrder(state, command.orderId)) }];
    case 'refund':
      return refund(command, state);
    case 'restock':
      return restock(command, state);
    case 'tick':
      return tick(state, now, policy);
  }
};
