import { FILLERS } from './fake-crowd.ts';
import { drawSome } from './hostile-orders.ts';
import { profileAttack, withoutTarget } from './profile-attack.ts';

/** Fake profiles of the target and random fillers (Lam & Riedl 2004); needs to know the menu alone. */
export const randomProfiles = profileAttack({
  name: 'random',
  summary: 'target and random items',
  aim: 'push',
  knowledge: 'menu',
  profiles: (shop, target, random) => () => drawSome(withoutTarget(shop, target), FILLERS, random),
});
