import { seeded } from '../../builders/seeded.ts';
import type { Attack } from './attack.ts';
import { quickly } from './fake-crowd.ts';
import { campaign, fakes } from './hostile-orders.ts';

const RIVALS = 10;

/** Against an item. With ratings it gives the target few stars among unloved items; where votes only add, it can but lift those that follow the target. */
export const reverseBandwagon: Attack = {
  name: 'reverse-bandwagon',
  summary: 'the items next to the target, never the target',
  aim: 'nuke',
  by: 'newcomers',
  size: (shop) => quickly(shop, 'popularity'),
  plan: (shop, target, parameters) => {
    const random = seeded(parameters.seed);
    const place = shop.items.indexOf(target);
    const rivals = shop.items.slice(place + 1, place + 1 + RIVALS);
    const profileOf = () => rivals;
    return campaign(fakes('reverse-bandwagon', parameters), shop, parameters, random, {
      profileOf,
      always: [],
    });
  },
};
