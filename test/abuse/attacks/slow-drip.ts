import { seeded } from '../../builders/seeded.ts';
import type { Attack } from './attack.ts';
import { affordable, fakes, lunchtime, orderOf, soon } from './hostile-orders.ts';

/** One more account a day, two orders each, on two days: never a burst. */
export const slowDrip: Attack = {
  name: 'slow-drip',
  summary: 'one more account a day orders the target, for a month',
  aim: 'push',
  by: 'newcomers',
  size: () => ({ accounts: 30, orders: 60, days: 30, cents: null, knowledge: 'menu' }),
  plan: (shop, target, parameters) => {
    const random = seeded(parameters.seed);
    const crew = fakes('slow-drip', parameters);
    return Array.from({ length: affordable(parameters, shop) }, (_, number) => {
      const turn = number % crew.length;
      const daysBefore = Math.floor(((crew.length - 1 - turn) * parameters.days) / crew.length);
      const time = lunchtime(shop, Math.max(0, daysBefore - Math.floor(number / crew.length)), random);
      return orderOf(crew[turn]!, number, time, [target]).fulfilled(soon(time, 10)).events;
    }).flat();
  },
};
