import type { RelishEvent } from '../../../services/contracts/events.ts';
import { anOrder, type OrderBuilder } from '../../builders/an-order.ts';
import type { Parameters, Shop } from './attack.ts';

export const DAY = 86_400_000;
export const MINUTE = 60_000;
const OPENS = 11.5 * 60;
const OPEN_MINUTES = 120;

/** A minute of lunch time, so many days before the last day. */
export const lunchtime = (
  { lastDay }: Pick<Shop, 'lastDay'>,
  daysBefore: number,
  random: () => number,
): number => lastDay - daysBefore * DAY + (OPENS + Math.floor(random() * OPEN_MINUTES)) * MINUTE;

/** Instants over the last `days` days, on as many distinct days as there are, the last day included. */
export const instants = (shop: Shop, days: number, count: number, random: () => number): readonly number[] =>
  Array.from({ length: count }, (_, index) =>
    days < 1
      ? shop.lastDay + (OPENS + Math.floor(random() * days * 24 * 60)) * MINUTE
      : lunchtime(shop, Math.floor((index * days) / count), random),
  ).reverse();

/** Orders that the budget allows: each that is taken home costs the cheapest item at least. */
export const affordable = ({ orders, cents }: Parameters, { cheapest }: Shop): number =>
  cents === null || cheapest === 0 ? orders : Math.min(orders, Math.floor(cents / cheapest));

export const fakes = (name: string, { accounts, seed }: Parameters): readonly string[] =>
  Array.from({ length: accounts }, (_, index) => `fake-${name}-${seed}-${index}`);

/** An order of these items at that time; say how it ends. Its id follows from account and number. */
export const orderOf = (
  accountId: string,
  number: number,
  time: number,
  items: readonly string[],
  quantity = 1,
): OrderBuilder =>
  [...new Set(items)].reduce(
    (order, itemId) => order.of(itemId, quantity),
    anOrder(`x-${accountId}-${number}`).by(accountId).placedAt(new Date(time).toISOString()),
  );

export const soon = (time: number, minutes: number): { readonly at: string } => ({
  at: new Date(time + minutes * MINUTE).toISOString(),
});

/** Each element at most once. */
export const drawSome = <T>(list: readonly T[], count: number, random: () => number): readonly T[] => {
  const left = [...list];
  const drawn: T[] = [];
  while (drawn.length < count && left.length > 0) {
    drawn.push(...left.splice(Math.floor(random() * left.length), 1));
  }
  return drawn;
};

interface Campaign {
  /** What an account takes home beside `always`: dealt out over its orders. */
  profileOf(account: number): readonly string[];
  /** In every order. */
  readonly always: readonly string[];
}

/** Accounts that each come on several days and take what their profile says: the form of most shilling attacks. */
export const campaign = (
  accounts: readonly string[],
  shop: Shop,
  parameters: Parameters,
  random: () => number,
  { profileOf, always }: Campaign,
): readonly RelishEvent[] => {
  const orders = affordable(parameters, shop);
  return accounts.flatMap((accountId, account) => {
    const mine = Math.floor(orders / accounts.length) + (account < orders % accounts.length ? 1 : 0);
    const profile = profileOf(account);
    return instants(shop, parameters.days, mine, random).flatMap((time, number) => {
      const dealt = profile.filter((_, index) => index % mine === number);
      const items = [...always, ...dealt];
      return items.length === 0
        ? []
        : orderOf(accountId, number, time, items).fulfilled(soon(time, 10)).events;
    });
  });
};
