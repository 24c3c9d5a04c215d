import type { Standing } from '../../../services/contracts/http/accounts.ts';
import { days } from '../../look/format.ts';

interface Settled {
  readonly standing: Standing;
  readonly settledDays: number;
  /** ISO days. */
  readonly firstSettledDay?: string | undefined;
  /** Absent while days are missing. */
  readonly establishedFrom?: string | undefined;
}

const dayFormat = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeZone: 'UTC' });

/** An ISO day for people: `2026-11-20` → `Nov 20, 2026`. Days are UTC days. */
const dayText = (day: string): string => dayFormat.format(new Date(day));

const history = ({ settledDays, firstSettledDay }: Settled): string =>
  firstSettledDay === undefined
    ? 'It has never taken an order home.'
    : `It took orders home on ${days(settledDays)}, first on ${dayText(firstSettledDay)}.`;

const newcomer = (account: Settled): string => {
  if (account.settledDays === 0) return 'So it has no votes yet.';
  if (account.establishedFrom !== undefined) {
    return `These are enough days: it is established from ${dayText(account.establishedFrom)} on.`;
  }
  return 'It takes more days to be established. Until then all newcomers together add only a small share to an item.';
};

/** Why an account stands where it does, in words for a person. */
export const explainStanding = (account: Settled): string => {
  switch (account.standing) {
    case 'quarantined':
      return `${history(account)} A person took its votes out: every list is as if it had never voted. Reinstating it puts them back exactly.`;
    case 'established': {
      const since = account.establishedFrom && ` Established since ${dayText(account.establishedFrom)}.`;
      return `${history(account)}${since ?? ''} Its votes count in full, never more than one for an item.`;
    }
    case 'demoted':
      return `${history(account)} It moves together with so many others that all of them but the oldest count as newcomers. Label it honest if that is wrong: then its votes count in full again.`;
    case 'newcomer':
      return `${history(account)} ${newcomer(account)}`;
  }
};

/** The colour that each standing has on every page. */
export const standingColour = (standing: Standing): string =>
  ({ newcomer: 'mustard', established: 'relish', demoted: 'orange', quarantined: 'tomato' })[standing];
