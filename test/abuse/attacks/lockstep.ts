import type { Policy } from '../../../services/recommender/integrity/policy.ts';
import { seeded } from '../../builders/seeded.ts';
import type { Attack } from './attack.ts';
import { fakeCrowd } from './fake-crowd.ts';
import { affordable, drawSome, fakes, lunchtime, MINUTE, orderOf, soon } from './hostile-orders.ts';

const JITTER_MINUTES = 5;
const COMPANIONS = 4;
const VISITS = 4;

const inStep = (
  name: string,
  by: Attack['by'],
  spanOf: (policy: Policy) => { readonly visits: number; readonly days: number },
): Attack => ({
  name,
  summary: 'all take the same things in the same minutes, with jitter',
  aim: 'push',
  by,
  size: (shop) => {
    const { visits, days } = spanOf(shop.policy);
    const accounts = fakeCrowd(shop);
    return { accounts, orders: accounts * visits, days, cents: null, knowledge: 'popularity' };
  },
  plan: (shop, target, parameters) => {
    const random = seeded(parameters.seed);
    const crew = fakes(name, parameters);
    const others = shop.items.filter((itemId) => itemId !== target).slice(0, 50);
    const items = [target, ...drawSome(others, COMPANIONS, random)];
    const paid = affordable(parameters, shop);
    const meetings = Math.ceil(paid / crew.length);
    return Array.from({ length: meetings }, (_, meeting) => {
      const daysBefore = Math.floor((meeting * parameters.days) / meetings);
      const noon = lunchtime(shop, daysBefore, random);
      // Who finds no money left stays at home.
      return crew.slice(0, paid - meeting * crew.length).flatMap((accountId) => {
        const time = noon + Math.floor(random() * JITTER_MINUTES) * MINUTE;
        return orderOf(accountId, meeting, time, items).fulfilled(soon(time, 10)).events;
      });
    }).flat();
  },
});

/** All accounts take the same things within minutes, day after day, each a little early or late. */
export const locksteps: readonly Attack[] = [
  inStep('lockstep', 'newcomers', () => ({ visits: VISITS, days: VISITS })),
  // Long enough for the first of them to lie A days back.
  inStep('lockstep-established', 'established', ({ standing: { days, age } }) => ({
    visits: days + 1,
    days: 2 * age,
  })),
];
