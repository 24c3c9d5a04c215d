import { seeded } from '../../builders/seeded.ts';
import type { Attack, Shop } from './attack.ts';
import { affordable, DAY, drawSome, fakes, MINUTE, orderOf, soon } from './hostile-orders.ts';

const FRAMERS = 12;
const COHORT = 20;
const WINDOW = 30;

/** What fans of the target took home in the last days: the cohort shall look like part of the crowd that copies it. */
const visitsOfCohort = ({ customers, lastDay }: Shop, target: string, days: number, random: () => number) =>
  drawSome(
    customers.filter(({ items }) => items.includes(target)),
    COHORT,
    random,
  )
    .flatMap(({ visits }) => visits)
    .filter(({ time }) => time >= lastDay - days * DAY)
    .sort((a, b) => a.time - b.time);

/** Hostile accounts order what honest fans of the target ordered, in the same minute, so that filters on groups take them all for one. */
export const framing: Attack = {
  name: 'framing',
  summary: 'moves in step with honest people, so that they are punished',
  aim: 'nuke',
  by: 'established',
  size: () => ({
    accounts: FRAMERS,
    orders: FRAMERS * 40,
    days: WINDOW,
    cents: null,
    knowledge: 'everything',
  }),
  plan: (shop, target, parameters) => {
    const random = seeded(parameters.seed);
    const crew = fakes('framing', parameters);
    const most = Math.floor(affordable(parameters, shop) / crew.length);
    const visits = visitsOfCohort(shop, target, parameters.days, random);
    return visits.slice(Math.max(0, visits.length - most)).flatMap(({ time, items }, number) =>
      crew.flatMap((accountId) => {
        const at = Math.min(time + Math.floor(random() * 2) * MINUTE, shop.lastDay + DAY - 20 * MINUTE);
        return orderOf(accountId, number, at, items.slice(0, 40)).fulfilled(soon(at, 10)).events;
      }),
    );
  },
};
