import { type Filter, reported } from '../filter.ts';
import type { Profile } from '../profile.ts';
import { lowerBound } from './lower-bound.ts';

/** Two of the established accounts with the same habit, and it is a meal. */
const A_HABIT_OF = 2;

interface PairDays {
  readonly items: readonly [number, number];
  readonly days: number;
}

/** The two items that were the whole basket on more than half of all days: no other two can be. */
const usualPair = ({ items, lines }: Profile): PairDays | undefined => {
  const baskets = new Map<number, number[]>();
  for (const { item, days } of items) {
    for (const day of days) {
      const basket = baskets.get(day);
      if (basket) basket.push(item);
      else baskets.set(day, [item]);
    }
  }
  const found = new Map<string, { items: [number, number]; days: number }>();
  for (const basket of baskets.values()) {
    if (basket.length !== 2) continue;
    const [one, other] = [Math.min(...basket), Math.max(...basket)];
    const pair = found.get(`${one} ${other}`) ?? { items: [one, other], days: 0 };
    pair.days++;
    found.set(`${one} ${other}`, pair);
  }
  return [...found.values()].find(({ days }) => 2 * days > lines.length);
};

/**
 * Baskets built to pair two items, again and again, that nobody else pairs: the lower bound of the share of an
 * account's days on which it took home exactly these two. Nothing if two established accounts took them home
 * together: then it is a meal. Without the crowd a built basket and a favourite lunch look the same: there it only
 * reports if the policy would lower a vote for that alone.
 */
export const coVisitation: Filter = (profile, crowd, policy) => {
  if (!crowd && policy.filters['co-visitation'].effect !== 'lower') return undefined;
  const pair = usualPair(profile);
  if (!pair) return undefined;
  const days = profile.lines.length;
  const evidence = reported(
    {
      code: 'co-visitation',
      strength: lowerBound(pair.days, days),
      facts: { days, daysPaired: pair.days },
      items: pair.items,
    },
    policy,
  );
  if (!evidence || !crowd) return evidence;
  const others = crowd.pairing(...pair.items, profile.account);
  return others < A_HABIT_OF ? { ...evidence, facts: { ...evidence.facts, others } } : undefined;
};
