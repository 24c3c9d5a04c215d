import type { Attack, Shop, Victim } from './attack.ts';
import { DAY, fakes, instants, orderOf, soon } from './hostile-orders.ts';
import { seeded } from '../../builders/seeded.ts';

/** So much of the victim's taste as fits into a vote budget beside the rivals. */
const IMITATED = 20;
/** More than a full vote takes, so that nothing is lost to decay. */
const SPARE_DAYS = 3;

/** The rivals that the certificate counts with: the nearest from below, as many as must pass the item. */
export const rivalsOf = ({ ranking, index, limit }: Victim): readonly string[] => {
  const below = ranking.slice(index + 1, index + 1 + limit - index);
  const fresh = Array.from({ length: limit - index - below.length }, (_, item) => `brand-new-${item}`);
  return [...below, ...fresh];
};

/** What an account takes beside the rivals to count as one like the victim; never the item under attack. */
export const imitating = ({ taste, ranking, index }: Victim): readonly string[] =>
  taste.filter((itemId) => itemId !== ranking[index]).slice(0, IMITATED);

const accountsOf = ({ victim }: Shop, fewer: number): number => Math.max(0, (victim?.accounts ?? 0) - fewer);

const worstCase = (name: string, fewer: number, summary: string): Attack => ({
  name,
  summary,
  aim: 'evict',
  by: 'established',
  size: (shop) => {
    const { days, age } = shop.policy.standing;
    const accounts = accountsOf(shop, fewer);
    const visits = Math.max(days, shop.policy.votes.saturationDays + SPARE_DAYS);
    return { accounts, orders: accounts * (visits + 1), days: age + 1, cents: null, knowledge: 'everything' };
  },
  plan: (shop, _target, parameters) => {
    const { victim } = shop;
    if (!victim || parameters.accounts === 0) return [];
    const random = seeded(parameters.seed);
    const items = [...rivalsOf(victim), ...imitating(victim)];
    const visits = Math.floor(parameters.orders / parameters.accounts) - 1;
    return fakes(name, parameters).flatMap((accountId) => {
      const first = instants({ ...shop, lastDay: shop.lastDay - parameters.days * DAY }, 1, 1, random);
      const recent = instants(shop, visits, visits, random);
      return [...first, ...recent].flatMap(
        (time, number) => orderOf(accountId, number, time, items).fulfilled(soon(time, 10)).events,
      );
    });
  },
});

/**
 * Established accounts that imitate one account and lift those who follow in its list, as many as the certificate
 * says and one less: test/promises/certificate.test.ts builds them the same way for small shops.
 */
export const worstCases: readonly Attack[] = [
  worstCase('certificate', 0, 'as many established accounts as the certificate says, against one list'),
  worstCase('certificate-less-one', 1, 'one account less than the certificate says'),
];
