import type { Crowd } from '../../services/recommender/integrity/crowd.ts';
import type { Noticed } from '../../services/recommender/integrity/filter.ts';
import { ONE, defaultPolicy, type Policy } from '../../services/recommender/integrity/policy.ts';
import type { Profile, Unfetched } from '../../services/recommender/integrity/profile.ts';

/** The day on which profiles of tests are looked at. */
export const DAY = 20_000;

/** What an account took home: so many days ago, these items, each day's list being one order. */
export type Visits = readonly (readonly [daysAgo: number, items: readonly number[]])[];

const countedBy = (days: readonly number[]) =>
  [...new Set(days)].map((day) => ({ day, count: days.filter((other) => other === day).length }));

/** An account that fetched all it placed. */
export const aProfile = (visits: Visits = [], rest: Partial<Profile> = {}): Profile => {
  const daysOf = new Map<number, Set<number>>();
  const lines = visits.flatMap(([ago, items]) => items.map((item) => ({ item, day: DAY - ago })));
  for (const { item, day } of lines) daysOf.set(item, (daysOf.get(item) ?? new Set()).add(day));
  return {
    account: 0,
    today: DAY,
    unfetched: { placed: visits.length, cancelled: 0, quick: 0, expired: 0 },
    taken: countedBy(visits.map(([ago]) => DAY - ago)),
    lines: countedBy(lines.map(({ day }) => day)),
    items: Array.from(daysOf, ([item, days]) => ({ item, days: [...days] })),
    placed: Array.from(daysOf.keys(), (item) => ({
      item,
      lines: lines.filter((line) => line.item === item).length,
    })),
    origins: () => [],
    ...rest,
  };
};

/** An account by what it did with its orders. */
export const aForgoing = (unfetched: Partial<Unfetched>): Profile =>
  aProfile([], { unfetched: { placed: 0, cancelled: 0, quick: 0, expired: 0, ...unfetched } });

/** A crowd in which nobody does anything in particular. */
export const aCrowd = (rest: Partial<Crowd> = {}): Crowd => ({
  shares: [],
  usualOrders: () => 0,
  pairing: () => 0,
  behind: () => ({ accounts: 1, established: 0, cameTogether: 1 }),
  alike: () => [],
  ...rest,
});

/** Filters that report whatever they notice. */
export const watchful: Policy = {
  ...defaultPolicy,
  filters: {
    ...defaultPolicy.filters,
    'cancel-spam': { threshold: 0, effect: 'hold' },
    'never-picked-up': { threshold: 0, effect: 'hold' },
    flooding: { threshold: 0, effect: 'none' },
    uniformity: { threshold: 0, effect: 'none' },
    'sudden-change': { threshold: 0, effect: 'none' },
    'co-visitation': { threshold: 0, effect: 'none' },
    avoidance: { threshold: 0 },
    'shared-origin': { threshold: 0 },
    'same-choices': { threshold: 0 },
  },
};

/** From 0 to 1. */
export const strengthOf = (noticed: Noticed | undefined): number => (noticed?.strength ?? 0) / ONE;
