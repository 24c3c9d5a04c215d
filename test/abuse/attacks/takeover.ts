import { seeded } from '../../builders/seeded.ts';
import type { Attack, Customer, Shop } from './attack.ts';
import { affordable, drawSome, instants, orderOf, soon } from './hostile-orders.ts';

const VISITS = 3;

const aged = ({ customers, policy }: Shop): readonly Customer[] =>
  customers.filter(({ days }) => days >= policy.standing.days);

const takeover = (percent: number): Attack => ({
  name: `takeover-${percent}`,
  summary: `${percent} % of the aged accounts are stolen and order the target`,
  aim: 'push',
  by: 'takeover',
  size: (shop) => {
    const accounts = Math.max(1, Math.round((percent / 100) * aged(shop).length));
    return { accounts, orders: accounts * VISITS, days: VISITS, cents: null, knowledge: 'everything' };
  },
  plan: (shop, target, parameters) => {
    const random = seeded(parameters.seed);
    const stolen = drawSome(aged(shop), parameters.accounts, random);
    const each = Math.floor(affordable(parameters, shop) / Math.max(1, stolen.length));
    return stolen.flatMap(({ accountId }) =>
      instants(shop, parameters.days, each, random).flatMap(
        (time, number) =>
          orderOf(accountId, number, time, [target, ...drawSome(shop.items, 4, random)]).fulfilled(
            soon(time, 10),
          ).events,
      ),
    );
  },
});

/** Accounts that honest people made, with all their standing, in hostile hands. */
export const takeovers: readonly Attack[] = [takeover(0.1), takeover(1)];
