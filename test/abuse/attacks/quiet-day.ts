import { seeded } from '../../builders/seeded.ts';
import type { Attack } from './attack.ts';
import { drawSome, instants, orderOf, soon } from './hostile-orders.ts';

/** Control: a few people more take what they always take. */
export const quietDay: Attack = {
  name: 'quiet-day',
  summary: 'control: a few people take what they always take',
  aim: 'control',
  by: 'honest',
  size: () => ({ accounts: 10, orders: 10, days: 1, cents: null, knowledge: 'everything' }),
  plan: (shop, _target, parameters) => {
    const random = seeded(parameters.seed);
    const times = instants(shop, parameters.days, parameters.accounts, random);
    return drawSome(shop.customers, parameters.accounts, random).flatMap(({ accountId, items }, index) => {
      const time = times[index]!;
      return orderOf(accountId, 0, time, drawSome(items, 1, random)).fulfilled(soon(time, 10)).events;
    });
  },
};
