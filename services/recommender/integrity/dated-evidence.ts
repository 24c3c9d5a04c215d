import { evidenceOf } from './assessment.ts';
import type { FilterCode, Noticed } from './filter.ts';
import type { OrdersByDay } from './holds.ts';
import type { Policy } from './policy.ts';
import type { DayCount, Profile } from './profile.ts';

/** What dates evidence: all of an account's own days. */
export type History = Pick<Profile, 'account' | 'today' | 'taken' | 'lines' | 'items'> & {
  readonly orders: OrdersByDay;
};

/** Evidence with its days since 1970 UTC: as it was noticed first, its strongest, and the last day it held. */
export interface Dated {
  readonly noticed: Noticed;
  readonly strongest: number;
  readonly first: number;
  readonly last: number;
}

/** Entries of a history that are looked at, at most: each day that is walked looks at all of them. */
const MOST_LOOKS = 2_000_000;

const dayOf = ({ day }: DayCount): number => day;

const sizeOf = ({ taken, lines, items, orders }: History): number =>
  items.reduce(
    (sum, { days }) => sum + days.length,
    1 + taken.length + lines.length + Object.values(orders).reduce((sum, list) => sum + list.length, 0),
  );

const firstDayOf = ({ taken, lines, orders, today }: History): number =>
  [taken, lines, ...Object.values(orders)]
    .flatMap((list) => list.map(dayOf))
    .reduce((least, day) => Math.min(least, day), today);

/** What was known of the account at the end of a day; what others did and where it ordered from is not in it. */
const profileOn = (history: History, today: number): Profile => {
  const { account, orders } = history;
  const until = (list: readonly DayCount[]) => list.filter(({ day }) => day <= today);
  const total = (list: readonly DayCount[]) => until(list).reduce((sum, { count }) => sum + count, 0);
  return {
    account,
    today,
    unfetched: {
      placed: total(orders.placed),
      cancelled: total(orders.cancelled),
      quick: total(orders.quick),
      expired: total(orders.expired),
    },
    taken: until(history.taken),
    lines: until(history.lines),
    items: history.items.flatMap(({ item, days }) => {
      const known = days.filter((day) => day <= today);
      return known.length === 0 ? [] : [{ item, days: known }];
    }),
    placed: [],
    origins: () => [],
  };
};

/**
 * The evidence of the filters that judge an account by its own days alone, each at the first day on whose evening it
 * held, by all that is known of these days now. Bounded: `from` is the first day that was looked at, the account's
 * first day unless that would be too many.
 * @param mostDays walked, counted back from today
 */
export const datedEvidenceOf = (
  history: History,
  policy: Policy,
  mostDays: number,
): { readonly from: number; readonly isCut: boolean; readonly dated: readonly Dated[] } => {
  const walked = Math.max(1, Math.min(mostDays, Math.floor(MOST_LOOKS / sizeOf(history))));
  const firstDay = firstDayOf(history);
  const from = Math.max(firstDay, history.today - walked + 1);
  const dated = new Map<FilterCode, Dated>();
  for (let day = from; day <= history.today; day++) {
    for (const noticed of evidenceOf(profileOn(history, day), undefined, policy)) {
      const known = dated.get(noticed.code) ?? { noticed, first: day, strongest: 0 };
      const strongest = Math.max(known.strongest, noticed.strength);
      dated.set(noticed.code, { ...known, strongest, last: day });
    }
  }
  return { from, isCut: from > firstDay, dated: [...dated.values()].sort((a, b) => a.first - b.first) };
};
