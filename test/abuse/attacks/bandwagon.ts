import { seeded } from '../../builders/seeded.ts';
import type { Attack } from './attack.ts';
import { FILLERS, quickly } from './fake-crowd.ts';
import { campaign, drawSome, fakes } from './hostile-orders.ts';

const BEST_SELLERS = 8;

/** Fake profiles that share the best sellers with everybody (Burke et al. 2005). */
export const bandwagon: Attack = {
  name: 'bandwagon',
  summary: 'target, best sellers and random items',
  aim: 'push',
  by: 'newcomers',
  size: (shop) => quickly(shop, 'popularity'),
  plan: (shop, target, parameters) => {
    const random = seeded(parameters.seed);
    const others = shop.items.filter((itemId) => itemId !== target);
    const best = others.slice(0, BEST_SELLERS);
    const profileOf = () => [...best, ...drawSome(others.slice(BEST_SELLERS), FILLERS - best.length, random)];
    return campaign(fakes('bandwagon', parameters), shop, parameters, random, {
      profileOf,
      always: [target],
    });
  },
};
