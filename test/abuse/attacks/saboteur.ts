import { seeded } from '../../builders/seeded.ts';
import type { Attack } from './attack.ts';
import { drawSome, fakes, instants, orderOf, soon } from './hostile-orders.ts';

export const LINES = 4;

/** What one order of the flood is for: a few random items, never the target. */
export const drawEverythingBut = (otherItems: readonly string[], random: () => number): readonly string[] =>
  drawSome(otherItems, LINES, random);

/** The story: a flood of random orders of everything but the target, each cancelled at once. */
export const saboteur: Attack = {
  name: 'saboteur',
  summary: 'orders everything but one item, cancels at once',
  aim: 'nuke',
  by: 'newcomers',
  size: () => ({ accounts: 8, orders: 400, days: 1, cents: 0, knowledge: 'menu' }),
  plan: (shop, target, parameters) => {
    const random = seeded(parameters.seed);
    const crew = fakes('saboteur', parameters);
    const others = shop.items.filter((itemId) => itemId !== target);
    return instants(shop, parameters.days, parameters.orders, random).flatMap((time, number) => {
      const items = drawEverythingBut(others, random);
      return orderOf(crew[number % crew.length]!, number, time, items, 3).cancelled(soon(time, 1)).events;
    });
  },
};
