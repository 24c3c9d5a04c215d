import { seeded } from '../../builders/seeded.ts';
import type { Attack } from './attack.ts';
import { fakeCrowd } from './fake-crowd.ts';
import { affordable, drawSome, fakes, lunchtime, MINUTE, orderOf, soon } from './hostile-orders.ts';

const JITTER_MINUTES = 5;
const COMPANIONS = 4;
const VISITS = 4;

/** All accounts take the same things within minutes, day after day, each a little early or late. */
export const lockstep: Attack = {
  name: 'lockstep',
  summary: 'all take the same things in the same minutes, with jitter',
  aim: 'push',
  by: 'newcomers',
  size: (shop) => ({
    accounts: fakeCrowd(shop),
    orders: fakeCrowd(shop) * VISITS,
    days: VISITS,
    cents: null,
    knowledge: 'popularity',
  }),
  plan: (shop, target, parameters) => {
    const random = seeded(parameters.seed);
    const crew = fakes('lockstep', parameters);
    const others = shop.items.filter((itemId) => itemId !== target).slice(0, 50);
    const items = [target, ...drawSome(others, COMPANIONS, random)];
    const meetings = Math.ceil(affordable(parameters, shop) / crew.length);
    return Array.from({ length: meetings }, (_, meeting) => {
      const daysBefore = Math.floor((meeting * parameters.days) / meetings);
      const noon = lunchtime(shop, daysBefore, random);
      return crew.flatMap((accountId) => {
        const time = noon + Math.floor(random() * JITTER_MINUTES) * MINUTE;
        return orderOf(accountId, meeting, time, items).fulfilled(soon(time, 10)).events;
      });
    }).flat();
  },
};
