import { seeded } from '../../builders/seeded.ts';
import type { Attack } from './attack.ts';
import { fakes, instants, orderOf, soon } from './hostile-orders.ts';

/** Nothing is ever fetched, so as much is ordered as it takes. */
const QUANTITY = 100;

/** Many orders of the target, each cancelled after a minute. */
export const placeAndCancel: Attack = {
  name: 'place-and-cancel',
  summary: 'orders one item again and again, cancels at once',
  aim: 'push',
  by: 'newcomers',
  size: () => ({ accounts: 8, orders: 400, days: 1, cents: 0, knowledge: 'menu' }),
  plan: (shop, target, parameters) => {
    const random = seeded(parameters.seed);
    const crew = fakes('place-and-cancel', parameters);
    return instants(shop, parameters.days, parameters.orders, random).flatMap(
      (time, number) =>
        orderOf(crew[number % crew.length]!, number, time, [target], QUANTITY).cancelled(soon(time, 1))
          .events,
    );
  },
};
