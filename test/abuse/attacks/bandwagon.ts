import { FILLERS } from './fake-crowd.ts';
import { drawSome } from './hostile-orders.ts';
import { profileAttack, withoutTarget } from './profile-attack.ts';

const BEST_SELLERS = 8;

/** Fake profiles that share the best sellers with everybody (Burke et al. 2005). */
export const bandwagon = profileAttack({
  name: 'bandwagon',
  summary: 'target, best sellers and random items',
  aim: 'push',
  knowledge: 'popularity',
  profiles: (shop, target, random) => {
    const others = withoutTarget(shop, target);
    const best = others.slice(0, BEST_SELLERS);
    return () => [...best, ...drawSome(others.slice(BEST_SELLERS), FILLERS - best.length, random)];
  },
});
