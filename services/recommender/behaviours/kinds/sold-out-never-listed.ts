import type { Behaviour } from '../behaviour.ts';
import { everybodysLists } from '../everybodys-lists.ts';

/** What can't be had is in no list. */
export const soldOutNeverListed = (): Behaviour => ({
  cases: everybodysLists(100),
  breach({ items, catalogue }, _, [answer]) {
    const offered = answer?.items.find(({ itemId }) => {
      const item = items.find(itemId);
      return item !== undefined && catalogue.isSoldOut(item);
    });
    return offered && `${offered.itemId} is sold out`;
  },
});
