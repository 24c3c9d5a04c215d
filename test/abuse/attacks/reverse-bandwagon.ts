import { profileAttack } from './profile-attack.ts';

const RIVALS = 10;

/** Against an item. With ratings it gives the target few stars among unloved items; where votes only add, it can but lift those that follow the target. */
export const reverseBandwagon = profileAttack({
  name: 'reverse-bandwagon',
  summary: 'the items next to the target, never the target',
  aim: 'nuke',
  knowledge: 'popularity',
  profiles: ({ items }, target) => {
    const place = items.indexOf(target);
    const rivals = items.slice(place + 1, place + 1 + RIVALS);
    return () => rivals;
  },
});
