import { seeded } from '../../builders/seeded.ts';
import type { Attack } from './attack.ts';
import { drawSome, instants, orderOf, soon } from './hostile-orders.ts';

const SHARE = 0.3;

/** Control: a lunch special. A third of the people take the item on one day, each beside something of its own. */
export const flashCrowd: Attack = {
  name: 'flash-crowd',
  summary: 'control: a lunch special that honest people come for',
  aim: 'control',
  by: 'honest',
  size: ({ customers }) => {
    const accounts = Math.round(SHARE * customers.length);
    return { accounts, orders: accounts, days: 1, cents: null, knowledge: 'everything' };
  },
  plan: (shop, target, parameters) => {
    const random = seeded(parameters.seed);
    const times = instants(shop, parameters.days, parameters.accounts, random);
    return drawSome(shop.customers, parameters.accounts, random).flatMap(({ accountId, items }, index) => {
      const time = times[index]!;
      return orderOf(accountId, 0, time, [target, ...drawSome(items, 1, random)]).fulfilled(soon(time, 10))
        .events;
    });
  },
};
