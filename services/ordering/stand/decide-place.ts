import { DateTime } from 'luxon';
import type { PlaceCommand, StandPolicy, WantedLine } from './stand-command.ts';
import type { StandFact } from './stand-events.ts';
import { StandRefusal } from './stand-refusal.ts';
import { dayAt, isForSale, stockOn, type Item, type StandBooks } from './stand-state.ts';
import { stockNews } from './stock-news.ts';
import { leftOf } from './stock.ts';

interface PricedLine extends WantedLine {
  readonly unitPrice: number;
}

const refuseIfClosed = (now: number, { hours, timeZone }: StandPolicy): void => {
  const opening = hours.at(now);
  if (opening.open) return;
  const next = DateTime.fromMillis(opening.opensAt, { zone: timeZone, locale: 'en-GB' });
  throw new StandRefusal(
    'closed',
    `The stand is closed. It opens again on ${next.toFormat("cccc d LLLL 'at' HH:mm")}.`,
    {
      opensAt: next.toUTC().toFormat("yyyy-MM-dd'T'HH:mm:ss'Z'"),
    },
  );
};

/** One line per item, so that stock is checked against all that is wanted of it. */
const merge = (lines: readonly WantedLine[]): WantedLine[] => {
  const quantities = new Map<string, number>();
  for (const { itemId, quantity } of lines) quantities.set(itemId, (quantities.get(itemId) ?? 0) + quantity);
  return [...quantities].map(([itemId, quantity]) => ({ itemId, quantity }));
};

const findItem = ({ items }: StandBooks, itemId: string): Item => {
  const item = items.get(itemId);
  if (!item || !isForSale(item))
    throw new StandRefusal('not-on-the-menu', 'That is not on the menu. `GET /api/menu` lists what is.', {
      itemId,
    });
  return item;
};

const refuseIfHolding = (wanted: number, command: PlaceCommand, state: StandBooks, limit: number): void => {
  const held = state.heldBy.get(command.accountId) ?? 0;
  if (held + wanted <= limit) return;
  throw new StandRefusal(
    'hold-limit',
    `Your open orders may hold ${limit} items together and hold ${held}: pick them up, cancel one, or order less.`,
    { holdLimit: limit, held },
  );
};

const refuseIfGone = (item: Item, quantity: number, today: string): void => {
  const { itemId, name = itemId } = item.listing;
  const stock = stockOn(item, today);
  const left = leftOf(stock);
  if (quantity <= left) return;
  if (left > 0)
    throw new StandRefusal('not-enough-left', `Only ${left} of ${name} are left: order fewer.`, {
      itemId,
      left,
    });
  if (stock.held > 0)
    throw new StandRefusal(
      'all-held',
      `Every ${name} is in an open order. Some may come free: try again soon.`,
      {
        itemId,
        held: stock.held,
      },
    );
  throw new StandRefusal('sold-out', `${name} is sold out for today. There is more tomorrow.`, { itemId });
};

const price = (lines: readonly WantedLine[], state: StandBooks, today: string): PricedLine[] =>
  lines.map(({ itemId, quantity }) => {
    const item = findItem(state, itemId);
    refuseIfGone(item, quantity, today);
    return { itemId, quantity, unitPrice: item.listing.price ?? 0 };
  });

/** What was sold out yesterday is there again, even if the new day's first order takes all of it. */
const backToday = (lines: readonly WantedLine[], state: StandBooks, today: string): StandFact[] =>
  lines.flatMap(({ itemId }) => {
    const item = findItem(state, itemId);
    return stockNews(item, stockOn(item, today));
  });

/**
 * Places an order, or does nothing if the same request was heard before.
 * @throws StandRefusal
 */
export const decidePlace = (
  command: PlaceCommand,
  state: StandBooks,
  now: number,
  policy: StandPolicy,
): StandFact[] => {
  const { orderId, accountId, request, origin } = command;
  const before = state.requests.get(request.key);
  if (before?.requestBody === request.body) return [];
  if (before)
    throw new StandRefusal(
      'idempotency-key-reused',
      'This Idempotency-Key came with another order before: take a new key for a new order.',
    );
  refuseIfClosed(now, policy);
  const wanted = merge(command.lines);
  const units = wanted.reduce((sum, { quantity }) => sum + quantity, 0);
  refuseIfHolding(units, command, state, policy.holdLimit);
  const today = dayAt(state, now);
  const lines = price(wanted, state, today);
  const data = { orderId, accountId, lines, ...(origin && { origin }), request };
  return [...backToday(wanted, state, today), { type: 'order.placed', data }];
};
