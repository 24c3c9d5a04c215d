import type { RelishEvent } from '../../services/contracts/events.ts';
import { defaultPolicy, type Policy } from '../../services/recommender/integrity/policy.ts';
import { anOrder, daysAgo } from './an-order.ts';
import { seeded } from './seeded.ts';

interface ShopOptions {
  readonly established?: number;
  readonly newcomers?: number;
  readonly items?: number;
  readonly seed?: number;
  /** What it takes to be established there. */
  readonly policy?: Policy;
  /** Days on which an established account took something home, beyond those that it needed. */
  readonly extraDays?: number;
}

export const itemAt = (index: number): string => `i-${index}`;
export const establishedAt = (index: number): string => `e-${index}`;
export const newcomerAt = (index: number): string => `n-${index}`;

/**
 * A shop with a history that follows from its seed: accounts of three tastes who like low numbers best. The
 * established ones (`e-0`, …) came on enough distinct days, newcomers (`n-0`, …) on the last ones only.
 */
export const aShop = ({
  established = 30,
  newcomers = 6,
  items = 12,
  seed = 1,
  policy = defaultPolicy,
  extraDays = 3,
}: ShopOptions = {}): readonly RelishEvent[] => {
  const random = seeded(seed);
  const { days, age } = policy.standing;
  const taste = (account: number): string => {
    const favourite = Math.floor(random() ** 2 * items);
    return itemAt(random() < 0.6 ? (favourite * 3 + account) % items : favourite);
  };
  const visit = (name: string, account: number, day: number, visits: number): readonly RelishEvent[] => {
    const order = anOrder(`o-${name}-${visits}`)
      .by(name)
      .of(taste(account), 1 + Math.floor(random() * 3), 850)
      .placedAt(daysAgo(day, Math.floor(random() * 20) - 11));
    return (random() < 0.3 ? order.of(taste(account + 1), 1, 700) : order).fulfilled().events;
  };
  const visitsOf = (name: string, account: number, count: number, first: number): readonly RelishEvent[] =>
    Array.from({ length: count }, (_, index) => visit(name, account, first - index, index)).flat();
  const regulars = Array.from({ length: established }, (_, account) => {
    const count = days + Math.floor(random() * (extraDays + 1));
    const first = Math.max(age, count - 1) + Math.floor(random() * 30);
    return visitsOf(establishedAt(account), account, count, first);
  });
  const recent = Array.from({ length: newcomers }, (_, account) => {
    const count = 1 + Math.floor(random() * Math.max(1, days - 1));
    return visitsOf(newcomerAt(account), account, count, count - 1);
  });
  // Something happens today whoever comes, so that it stays the same day.
  return [...regulars.flat(), ...recent.flat(), ...anOrder('o-today').by('watch').of(itemAt(0)).events];
};
