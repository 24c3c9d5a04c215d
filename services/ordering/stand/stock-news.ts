import type { StandFact } from './stand-events.ts';
import type { Item } from './stand-state.ts';
import { isSoldOut, leftOf, type Stock } from './stock.ts';

/** What has to be said of an item whose stock this is. Held items are not sold out: they may come free again. */
export const stockNews = ({ listing: { itemId }, saidSoldOut }: Item, stock: Stock): StandFact[] => {
  if (!saidSoldOut && isSoldOut(stock)) return [{ type: 'item.soldout', data: { itemId } }];
  if (saidSoldOut && leftOf(stock) > 0) return [{ type: 'item.restocked', data: { itemId } }];
  return [];
};
