import type { RelishEvent } from '../../services/contracts/events.ts';
import type { Policy } from '../../services/recommender/integrity/policy.ts';
import { anOrder, daysAgo } from './an-order.ts';

/** Hostile accounts that agree on what they take home. */
export interface Attack {
  readonly established: number;
  readonly newcomers: number;
  readonly items: readonly string[];
}

/** One account takes everything home on each of these days. */
const visits = (account: string, items: readonly string[], days: readonly number[]): readonly RelishEvent[] =>
  days.flatMap(
    (ago) =>
      items
        .reduce((order, itemId) => order.of(itemId), anOrder(`${account} ${ago}`).by(account))
        .placedAt(daysAgo(ago))
        .fulfilled().events,
  );

const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);

/**
 * The attack as the events of accounts that nobody knew before: full votes for every item, decay made up for by more
 * days. The established ones came long enough ago for the first time.
 */
export const eventsOf = (
  { established, newcomers, items }: Attack,
  policy: Policy,
): readonly RelishEvent[] => {
  const { days, age } = policy.standing;
  const enough = upTo(Math.max(days, policy.votes.saturationDays + 3));
  const recent = upTo(Math.min(policy.votes.saturationDays + 3, age));
  return [
    ...upTo(established).flatMap((index) =>
      visits(`x-${index}`, items, [...enough, Math.max(age, enough.length)]),
    ),
    ...upTo(newcomers).flatMap((index) => visits(`y-${index}`, items, recent)),
  ];
};
