import type { Shop } from './attack.ts';
import { FILLERS } from './fake-crowd.ts';
import { drawSome } from './hostile-orders.ts';
import { profileAttack } from './profile-attack.ts';

/** What the buyers of a best seller take most often, the target left out. */
const likedWith = ({ customers, items }: Shop, target: string): readonly string[] => {
  const [anchor] = items;
  const counts = new Map<string, number>();
  for (const customer of customers) {
    if (anchor === undefined || !customer.items.includes(anchor)) continue;
    for (const itemId of customer.items) counts.set(itemId, (counts.get(itemId) ?? 0) + 1);
  }
  counts.delete(target);
  return [...counts]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, 2 * FILLERS)
    .map(([itemId]) => itemId);
};

/** Fake profiles that look like one circle of people, to reach that circle (Mobasher et al. 2005). */
export const segment = profileAttack({
  name: 'segment',
  summary: 'target and what one circle of people likes',
  aim: 'push',
  knowledge: 'everything',
  profiles: (shop, target, random) => {
    const liked = likedWith(shop, target);
    return () => drawSome(liked, FILLERS, random);
  },
});
