import type { Standing } from '../../contracts/http/accounts.ts';
import type { Policy } from './policy.ts';

export interface SettledHistory {
  /** The first day with something taken home, and the T-th; days since 1970 UTC. */
  readonly firstDay: number | undefined;
  readonly nthDay: number | undefined;
}

/** The day of the rise to established: the T-th settled day, A days after the first; undefined while days are missing. */
export const riseOf = ({ firstDay, nthDay }: SettledHistory, { standing }: Policy): number | undefined =>
  firstDay === undefined || nthDay === undefined ? undefined : Math.max(nthDay, firstDay + standing.age);

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
