import { seeded } from '../../builders/seeded.ts';
import type { Attack } from './attack.ts';
import { FILLERS, quickly } from './fake-crowd.ts';
import { campaign, drawSome, fakes } from './hostile-orders.ts';

/** Fake profiles of the target and random fillers (Lam & Riedl 2004); needs to know the menu alone. */
export const randomProfiles: Attack = {
  name: 'random',
  summary: 'target and random items',
  aim: 'push',
  by: 'newcomers',
  size: (shop) => quickly(shop, 'menu'),
  plan: (shop, target, parameters) => {
    const random = seeded(parameters.seed);
    const others = shop.items.filter((itemId) => itemId !== target);
    const profileOf = () => drawSome(others, FILLERS, random);
    return campaign(fakes('random', parameters), shop, parameters, random, { profileOf, always: [target] });
  },
};
