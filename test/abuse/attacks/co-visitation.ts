import { seeded } from '../../builders/seeded.ts';
import type { Attack } from './attack.ts';
import { quickly } from './fake-crowd.ts';
import { campaign, fakes } from './hostile-orders.ts';

const ANCHORS = 9;

/** Baskets that pair the target with what everybody looks at, so that it is shown beside it (Yang et al., NDSS 2017). */
export const coVisitation: Attack = {
  name: 'co-visitation',
  summary: 'baskets of the target with each best seller',
  aim: 'push',
  by: 'newcomers',
  size: (shop) => quickly(shop, 'popularity'),
  plan: (shop, target, parameters) => {
    const random = seeded(parameters.seed);
    const anchors = shop.items.filter((itemId) => itemId !== target).slice(0, ANCHORS);
    const profileOf = () => anchors;
    return campaign(fakes('co-visitation', parameters), shop, parameters, random, {
      profileOf,
      always: [target],
    });
  },
};
