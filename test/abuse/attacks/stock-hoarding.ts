import { seeded } from '../../builders/seeded.ts';
import type { Attack } from './attack.ts';
import { fakes, instants, orderOf, soon } from './hostile-orders.ts';

/** As the stand lets open orders go. */
const EXPIRES_AFTER = 45;
const HELD = 12;

/** Holds as much of the target as it may, never fetches it, and holds it again: it shall look sold out. */
export const stockHoarding: Attack = {
  name: 'stock-hoarding',
  summary: 'holds one item so that it looks sold out, never fetches it',
  aim: 'nuke',
  by: 'newcomers',
  size: () => ({ accounts: 8, orders: 240, days: 3, cents: 0, knowledge: 'menu' }),
  plan: (shop, target, parameters) => {
    const random = seeded(parameters.seed);
    const crew = fakes('stock-hoarding', parameters);
    const times = instants(shop, parameters.days, parameters.orders, random);
    return times.flatMap((time, number) => {
      const order = orderOf(crew[number % crew.length]!, number, time, [target], HELD);
      // The last ones are still held when people look.
      const isHeld = number >= times.length - crew.length;
      return isHeld ? order.events : order.expired(soon(time, EXPIRES_AFTER)).events;
    });
  },
};
