import type { RelishEvent } from '../../../services/contracts/events.ts';
import { seeded } from '../../builders/seeded.ts';
import type { Attack, Shop } from './attack.ts';
import { affordable, drawSome, fakes, lunchtime, orderOf, soon } from './hostile-orders.ts';

const CAMOUFLAGE = 12;

/** One account that becomes established as cheaply as the policy allows: T visits, the first A days ago. */
export const patientVisits = (
  accountId: string,
  shop: Pick<Shop, 'lastDay' | 'policy'>,
  items: readonly string[],
  random: () => number,
  visits = shop.policy.standing.days,
): readonly RelishEvent[] => {
  const { age } = shop.policy.standing;
  return Array.from({ length: visits }, (_, number) => {
    const daysBefore = number === 0 ? Math.max(age, visits - 1) : visits - 1 - number;
    const time = lunchtime(shop, daysBefore, random);
    return orderOf(accountId, number, time, items).fulfilled(soon(time, 10)).events;
  }).flat();
};

/** Accounts that behave until they are established. They take best sellers along, so as to be like people. */
export const patientSybils: Attack = {
  name: 'patient-sybils',
  summary: 'fake accounts wait and order until they are established',
  aim: 'push',
  by: 'established',
  size: ({ policy, customers }) => {
    const accounts = Math.max(10, Math.round(0.03 * customers.length));
    const { days, age } = policy.standing;
    return { accounts, orders: accounts * days, days: age + 1, cents: null, knowledge: 'popularity' };
  },
  plan: (shop, target, parameters) => {
    const random = seeded(parameters.seed);
    const visits = shop.policy.standing.days;
    const paid = Math.floor(affordable(parameters, shop) / visits);
    return fakes('patient-sybils', parameters)
      .slice(0, paid)
      .flatMap((accountId) => {
        const liked = drawSome(shop.items.slice(0, 3 * CAMOUFLAGE), CAMOUFLAGE, random);
        return patientVisits(accountId, shop, [target, ...liked], random, visits);
      });
  },
};
