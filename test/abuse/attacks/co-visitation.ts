import { profileAttack, withoutTarget } from './profile-attack.ts';

const ANCHORS = 9;

/** Baskets that pair the target with what everybody looks at, so that it is shown beside it (Yang et al., NDSS 2017). */
export const coVisitation = profileAttack({
  name: 'co-visitation',
  summary: 'baskets of the target with each best seller',
  aim: 'push',
  knowledge: 'popularity',
  profiles: (shop, target) => {
    const anchors = withoutTarget(shop, target).slice(0, ANCHORS);
    return () => anchors;
  },
});
