import { seeded } from '../../builders/seeded.ts';
import type { Attack } from './attack.ts';
import { FILLERS, quickly } from './fake-crowd.ts';
import { campaign, fakes } from './hostile-orders.ts';
import { byPopularity } from './by-popularity.ts';

/** Fake profiles whose fillers are drawn as often as people take them: for votes without stars what the average attack is for ratings. */
export const average: Attack = {
  name: 'average',
  summary: 'target and items as often as people take them',
  aim: 'push',
  by: 'newcomers',
  size: (shop) => quickly(shop, 'popularity'),
  plan: (shop, target, parameters) => {
    const random = seeded(parameters.seed);
    const others = shop.items.filter((itemId) => itemId !== target);
    const draw = byPopularity(others, shop.buyersOf);
    const profileOf = () => [...new Set(Array.from({ length: FILLERS }, () => draw(random)))];
    return campaign(fakes('average', parameters), shop, parameters, random, { profileOf, always: [target] });
  },
};
