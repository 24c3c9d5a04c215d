import { count, percent, points as sharePoints } from '../../look/format.ts';
import type { Comparison } from './use-fingerprints.ts';

type Notable = Comparison['notable'][number];

const ONE = 1_000_000;
const DAY = 86_400_000;
const WEEK = 7;

const dayFormat = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeZone: 'UTC' });
const shortFormat = new Intl.DateTimeFormat('en-US', { month: 'short', day: 'numeric', timeZone: 'UTC' });
const weekday = new Intl.DateTimeFormat('en-US', { weekday: 'short', timeZone: 'UTC' });

/** Whether a text from an address is a day. */
export const isDay = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));

/** `2026-11-20` → `Fri, Nov 20, 2026`. Days are UTC days. */
export const dayText = (day: string): string =>
  `${weekday.format(new Date(day))}, ${dayFormat.format(new Date(day))}`;

/** `2026-11-20` → `Nov 20`. */
export const shortDay = (day: string): string => shortFormat.format(new Date(day));

/** Millionths as a percentage: 234567 → `23.5%`. */
export const shareWords = (micro: number): string => percent(micro / ONE);

/** Millionths of a bit: 3169925 → `3.17 bits`. */
export const bits = (micro: number): string => `${(micro / ONE).toFixed(2)} bits`;

/** An effective number in millionths: 12345678 → `12.3`. */
export const effective = (micro: number): string =>
  micro >= 100 * ONE ? count(micro / ONE) : (Math.round(micro / 100_000) / 10).toString();

/** A difference of shares in millionths, in points with its sign: −68000 → `−6.8`. */
export const points = (micro: number): string => sharePoints(micro / ONE);

const isoOf = (instant: number): string => new Date(instant).toISOString().slice(0, 10);

/** The seven days before a day, as the service wants them: `2026-11-13/2026-11-19`. */
export const weekBefore = (day: string): string =>
  `${isoOf(Date.parse(day) - WEEK * DAY)}/${isoOf(Date.parse(day) - DAY)}`;

/** What something stands out against: `the week before`, `Nov 19`, `the present`. */
export const againstText = (against: string): string => {
  if (against === 'week') return 'the week before';
  return against === 'present' ? 'the present version' : shortDay(against);
};

const moved = (what: string, { a, b }: Notable): string =>
  `${shareWords(b)} of the ${what}, against ${shareWords(a)}.`;

/** What stands out, as a sentence for a person: what the day has, then what it is compared with. */
export const notableText = (notable: Notable): string => {
  const { code, a, b } = notable;
  switch (code) {
    case 'items-moved':
      return `Other items were ordered: the distributions are ${shareWords(b)} apart, where chance alone makes about ${shareWords(a)}.`;
    case 'entropy':
      return b > a
        ? `Orders are spread over items more evenly: ${bits(b)} of entropy, against ${bits(a)}.`
        : `Orders go to fewer items: ${bits(b)} of entropy, against ${bits(a)}.`;
    case 'cancelled':
      return `Cancelled: ${moved('orders', notable)}`;
    case 'expired':
      return `Never picked up: ${moved('orders', notable)}`;
    case 'refunded':
      return `Refunded: ${moved('orders', notable)}`;
    case 'fulfilled':
      return `Taken home: ${moved('orders', notable)}`;
    case 'new-accounts':
      return `Accounts that never ordered before: ${moved('accounts', notable)}`;
    case 'one-origin':
      return `One origin stands behind ${moved('orders', notable)}`;
    case 'few-accounts':
      return `It rests on fewer accounts: effectively ${effective(b)}, against ${effective(a)}.`;
    case 'orders':
      return `${count(b)} orders a day, against ${count(a)}.`;
  }
};
