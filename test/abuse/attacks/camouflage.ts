import type { Attack } from './attack.ts';
import { drawSome } from './hostile-orders.ts';
import { profileAttack } from './profile-attack.ts';

/** So many items that no copied profile gets too long for an order. */
const LONGEST = 120;
const SHARES = [0, 50, 100, 200] as const;

/**
 * Fake accounts hide behind what an honest one takes: so many per cent of a real profile's length, copied from one
 * or more real profiles (FRAUDAR's camouflage, Hooi et al. 2016).
 */
const camouflage = (percent: (typeof SHARES)[number]): Attack =>
  profileAttack({
    name: `camouflage-${percent}`,
    summary: `target, hidden behind ${percent} % of an honest profile`,
    aim: 'push',
    knowledge: 'everything',
    profiles: (shop, target, random) => () => {
      const [first, second] = drawSome(shop.customers, 2, random);
      const copied = [...new Set([...(first?.items ?? []), ...(second?.items ?? [])])];
      const length = Math.round(((first?.items.length ?? 0) * percent) / 100);
      return copied.filter((itemId) => itemId !== target).slice(0, Math.min(length, LONGEST));
    },
  });

export const camouflages: readonly Attack[] = SHARES.map(camouflage);
