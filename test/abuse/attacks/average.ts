import { byPopularity } from './by-popularity.ts';
import { FILLERS } from './fake-crowd.ts';
import { profileAttack, withoutTarget } from './profile-attack.ts';

/** Fake profiles whose fillers are drawn as often as people take them: for votes without stars what the average attack is for ratings. */
export const average = profileAttack({
  name: 'average',
  summary: 'target and items as often as people take them',
  aim: 'push',
  knowledge: 'popularity',
  profiles: (shop, target, random) => {
    const draw = byPopularity(withoutTarget(shop, target), shop.buyersOf);
    return () => [...new Set(Array.from({ length: FILLERS }, () => draw(random)))];
  },
});
