import { seeded } from '../../builders/seeded.ts';
import type { Attack } from './attack.ts';
import { drawSome, instants, orderOf, soon } from './hostile-orders.ts';

const LUNCH_FOR = 40;

/** Control: a few regulars fetch lunch for forty of what they always take. */
export const bulkBuyers: Attack = {
  name: 'bulk-buyers',
  summary: 'control: a few regulars fetch lunch for forty',
  aim: 'control',
  by: 'honest',
  size: () => ({ accounts: 5, orders: 15, days: 3, cents: null, knowledge: 'everything' }),
  plan: (shop, _target, parameters) => {
    const random = seeded(parameters.seed);
    const regulars = shop.customers.filter(({ days }) => days >= shop.policy.standing.days);
    const each = Math.floor(parameters.orders / parameters.accounts);
    return drawSome(regulars, parameters.accounts, random).flatMap(({ accountId, items }) =>
      instants(shop, parameters.days, each, random).flatMap(
        (time, number) =>
          orderOf(accountId, number, time, items.slice(0, 2), LUNCH_FOR).fulfilled(soon(time, 15)).events,
      ),
    );
  },
};
