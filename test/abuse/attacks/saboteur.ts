import { seeded } from '../../builders/seeded.ts';
import type { Attack } from './attack.ts';
import { drawSome, fakes, instants, orderOf, soon } from './hostile-orders.ts';

export const LINES = 4;
/** Nothing is ever fetched, so as much is ordered as it takes: a few orders an item, a hundred pieces a line. */
const QUANTITY = 100;
const ORDERS_AN_ITEM = 3;
const LEAST_ORDERS = 400;

/** What one order of the flood is for: a few random items, never the target. */
export const drawEverythingBut = (otherItems: readonly string[], random: () => number): readonly string[] =>
  drawSome(otherItems, LINES, random);

/** The story: a flood of random orders of everything but the target, each cancelled at once. */
export const saboteur: Attack = {
  name: 'saboteur',
  summary: 'orders everything but one item, cancels at once',
  aim: 'nuke',
  by: 'newcomers',
  size: ({ items }) => ({
    accounts: 8,
    orders: Math.max(LEAST_ORDERS, ORDERS_AN_ITEM * items.length),
    days: 1,
    cents: 0,
    knowledge: 'menu',
  }),
  plan: (shop, target, parameters) => {
    const random = seeded(parameters.seed);
    const crew = fakes('saboteur', parameters);
    const others = shop.items.filter((itemId) => itemId !== target);
    return instants(shop, parameters.days, parameters.orders, random).flatMap((time, number) => {
      const items = drawEverythingBut(others, random);
      return orderOf(crew[number % crew.length]!, number, time, items, QUANTITY).cancelled(soon(time, 1))
        .events;
    });
  },
};
