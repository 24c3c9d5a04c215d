import { seeded } from '../../builders/seeded.ts';
import type { Attack } from './attack.ts';
import { quickly } from './fake-crowd.ts';
import { campaign, drawSome, fakes } from './hostile-orders.ts';

/** So many items that no copied profile gets too long for an order. */
const LONGEST = 120;
const SHARES = [0, 50, 100, 200] as const;

/**
 * Fake accounts hide behind what an honest one takes: so many per cent of a real profile's length, copied from one
 * or more real profiles (FRAUDAR's camouflage, Hooi et al. 2016).
 */
const camouflage = (percent: (typeof SHARES)[number]): Attack => ({
  name: `camouflage-${percent}`,
  summary: `target, hidden behind ${percent} % of an honest profile`,
  aim: 'push',
  by: 'newcomers',
  size: (shop) => quickly(shop, 'everything'),
  plan: (shop, target, parameters) => {
    const random = seeded(parameters.seed);
    const profileOf = () => {
      const [first, second] = drawSome(shop.customers, 2, random);
      const copied = [...new Set([...(first?.items ?? []), ...(second?.items ?? [])])];
      const length = Math.round(((first?.items.length ?? 0) * percent) / 100);
      return copied.filter((itemId) => itemId !== target).slice(0, Math.min(length, LONGEST));
    };
    const name = `camouflage-${percent}`;
    return campaign(fakes(name, parameters), shop, parameters, random, { profileOf, always: [target] });
  },
});

export const camouflages: readonly Attack[] = SHARES.map(camouflage);
