import { cancelShare } from './filters/cancel-spam.ts';
import { reaches } from './filters/lower-bound.ts';
import { expiredShare } from './filters/never-picked-up.ts';
import type { Policy } from './policy.ts';
import type { DayCount, Unfetched } from './profile.ts';

const holding = [
  ['cancel-spam', cancelShare],
  ['never-picked-up', expiredShare],
] as const;

/** Does a filter on orders that were never fetched hold an account back that has done this so far? */
export const isHeld = (unfetched: Unfetched, { filters }: Policy): boolean =>
  holding.some(([code, shareOf]) => {
    const { effect, threshold } = filters[code];
    return effect === 'hold' && reaches(Math.max(1, threshold), ...shareOf(unfetched));
  });

/** An account's orders by day: placed, and never fetched, those by the day on which they were given up. */
export type OrdersByDay = { readonly [List in keyof Unfetched]: readonly DayCount[] };

const lists = ['placed', 'cancelled', 'quick', 'expired'] as const;

interface Change extends DayCount {
  readonly list: keyof Unfetched;
}

const changesIn = (orders: OrdersByDay): readonly Change[] =>
  lists
    .flatMap((list) => orders[list].map(({ day, count }) => ({ day, count, list })))
    .sort((a, b) => a.day - b.day);

/**
 * The first day from `from` on on whose morning no filter holds the account back, by what it had done until then;
 * undefined if it stays held after all that is known. Whatever it does on that day or later doesn't change it.
 */
export const firstFreeDay = (from: number, orders: OrdersByDay, policy: Policy): number | undefined => {
  const changes = changesIn(orders);
  const done = { placed: 0, cancelled: 0, quick: 0, expired: 0 };
  let day = from;
  for (let at = 0; ; day = changes[at]!.day + 1) {
    for (; at < changes.length && changes[at]!.day < day; at++) done[changes[at]!.list] += changes[at]!.count;
    if (!isHeld(done, policy)) return day;
    if (at === changes.length) return undefined;
  }
};
