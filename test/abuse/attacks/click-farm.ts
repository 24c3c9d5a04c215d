import { seeded } from '../../builders/seeded.ts';
import type { Attack, Shop } from './attack.ts';
import { campaign, fakes } from './hostile-orders.ts';

/** Accounts are cheap there: a tenth of the honest ones. */
const SHARE = 0.1;
const farm = ({ customers }: Shop): number => Math.max(20, Math.round(SHARE * customers.length));

const clickFarm = (over: string, days: number, visits: number): Attack => ({
  name: `click-farm-${over}`,
  summary: `a crowd for hire orders the target over ${over === 'hour' ? 'an' : 'a'} ${over}`,
  aim: 'push',
  by: 'newcomers',
  size: (shop) => ({
    accounts: farm(shop),
    orders: farm(shop) * visits,
    days,
    cents: null,
    knowledge: 'menu',
  }),
  plan: (shop, target, parameters) =>
    campaign(fakes(`click-farm-${over}`, parameters), shop, parameters, seeded(parameters.seed), {
      profileOf: () => [],
      always: [target],
    }),
});

/** A crowd for hire that orders the target and nothing else. Over a month each comes four times: one short of established. */
export const clickFarms: readonly Attack[] = [
  clickFarm('hour', 1 / 24, 1),
  clickFarm('day', 1, 1),
  clickFarm('month', 30, 4),
];
