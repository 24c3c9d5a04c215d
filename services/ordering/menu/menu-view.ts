import type { getMenu, MenuItem } from '../../contracts/http/ordering.ts';
import type { ReplyOf } from '../../contracts/http/route.ts';
import type { StandPolicy } from '../stand/stand-command.ts';
import { dayAt, isForSale, stockOn, type Item, type StandState } from '../stand/stand-state.ts';
import { leftOf, type Stock } from '../stand/stock.ts';

const STAND_NAME = 'Scones Unlimited hot dog stand';

const availabilityOf = (stock: Stock): MenuItem['availability'] => {
  if (leftOf(stock) > 0) return 'available';
  return stock.held > 0 ? 'held' : 'soldout';
};

/** An item as people see it, with the stock of a day. */
export const viewItem = (item: Item, day: string): MenuItem => {
  const { itemId, number = 0, name = itemId, description = '', price = 0 } = item.listing;
  const stock = stockOn(item, day);
  const { made, held, sold } = stock;
  return {
    itemId,
    number,
    name,
    description,
    price,
    stock: { made, left: leftOf(stock), held, sold },
    availability: availabilityOf(stock),
  };
};

const byNumber = (a: MenuItem, b: MenuItem): number => a.number - b.number || (a.itemId < b.itemId ? -1 : 1);

const iso = (instant: number): string => new Date(instant).toISOString();

const viewStand = (now: number, { hours, timeZone }: StandPolicy): ReplyOf<typeof getMenu>['stand'] => {
  const opening = hours.at(now);
  const stand = { name: STAND_NAME, timeZone, open: opening.open };
  if (!opening.open) return { ...stand, opensAt: iso(opening.opensAt) };
  return opening.closesAt === undefined ? stand : { ...stand, closesAt: iso(opening.closesAt) };
};

/** The menu at an instant (milliseconds). */
export const viewMenu = (state: StandState, now: number, policy: StandPolicy): ReplyOf<typeof getMenu> => {
  const today = dayAt(state, now);
  return {
    stand: viewStand(now, policy),
    graceSeconds: policy.grace / 1000,
    pickupSeconds: policy.pickup / 1000,
    holdLimit: policy.holdLimit,
    items: [...state.items.values()]
      .filter(isForSale)
      .map((item) => viewItem(item, today))
      .sort(byNumber),
  };
};
