import type { Standing } from '../../contracts/http/accounts.ts';
import type { Policy } from './policy.ts';

export interface SettledHistory {
  /** Distinct days with something taken home, and the first of them (days since 1970 UTC). */
  readonly days: number;
  readonly firstDay: number | undefined;
}

/** The day from which the account is established, or undefined while days are missing. */
export const establishedFrom = (
  { days, firstDay }: SettledHistory,
  { standing }: Policy,
): number | undefined =>
  firstDay === undefined || days < standing.days ? undefined : firstDay + standing.age;

/** Standing follows from settled history and from moderation, on the fold's day. */
export const standingOf = (
  history: SettledHistory,
  isQuarantined: boolean,
  today: number,
  policy: Policy,
): Standing => {
  if (isQuarantined) return 'quarantined';
  const from = establishedFrom(history, policy);
  return from !== undefined && from <= today ? 'established' : 'newcomer';
};
