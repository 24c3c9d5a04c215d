import type { Knowledge, Shop } from './attack.ts';

/** The shop as somebody sees it who knows no more than this. */
export const asKnownTo = (shop: Shop, knowledge: Knowledge): Shop => {
  switch (knowledge) {
    case 'everything':
      return shop;
    case 'popularity':
      return { ...shop, customers: [], victim: undefined };
    case 'menu':
      return {
        ...shop,
        customers: [],
        victim: undefined,
        items: [...shop.items].sort(),
        buyersOf: new Map(),
      };
  }
};
