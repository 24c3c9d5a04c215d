import type { Standing } from '../../contracts/http/accounts.ts';
import { firstFreeDay, type OrdersByDay } from './holds.ts';
import type { Policy } from './policy.ts';

export interface SettledHistory {
  /** The first day with something taken home, and the T-th; days since 1970 UTC. */
  readonly firstDay: number | undefined;
  readonly nthDay: number | undefined;
}

/**
 * The day of the rise to established: the T-th settled day, A days after the first, or the first day from then on on
 * whose morning nothing that the account never fetched holds it back. What it cancels from that day on changes
 * nothing (promise 1). Undefined while days are missing, or nothing is known that would end the hold.
 * @param orders undefined if it fetched all that it placed: nothing holds it back
 */
export const riseOf = (
  { firstDay, nthDay }: SettledHistory,
  orders: OrdersByDay | undefined,
  policy: Policy,
): number | undefined => {
  if (firstDay === undefined || nthDay === undefined) return undefined;
  const from = Math.max(nthDay, firstDay + policy.standing.age);
  return orders === undefined ? from : firstFreeDay(from, orders, policy);
};

/** Standing follows from settled history, groups and moderation, on the fold's day. */
export const standingOf = (
  rise: number | undefined,
  today: number,
  isDemoted: boolean,
  isQuarantined: boolean,
): Standing => {
  if (isQuarantined) return 'quarantined';
  if (rise === undefined || rise > today) return 'newcomer';
  return isDemoted ? 'demoted' : 'established';
};
