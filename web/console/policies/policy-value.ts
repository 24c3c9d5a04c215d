import type { Field, NumberField } from './policy-fields.ts';
import { choiceText, type Unit } from './policy-words.ts';

/** How much of what is kept makes one of what is shown, and how many decimals that needs. */
const SCALES: Readonly<Record<Unit, { readonly scale: number; readonly decimals: number }>> = {
  percent: { scale: 10_000, decimals: 4 },
  hundredths: { scale: 100, decimals: 2 },
  votes: { scale: 1_000_000, decimals: 6 },
  days: { scale: 1, decimals: 0 },
  minutes: { scale: 1, decimals: 0 },
  accounts: { scale: 1, decimals: 0 },
  events: { scale: 1, decimals: 0 },
  number: { scale: 1, decimals: 0 },
};

const SUFFIXES: Readonly<Record<Unit, string>> = {
  percent: '%',
  hundredths: '%',
  votes: ' votes',
  days: ' days',
  minutes: ' minutes',
  accounts: ' accounts',
  events: ' events',
  number: '',
};

const digits = new Intl.NumberFormat('en-US', { maximumFractionDigits: 6 });

export const decimalsOf = (unit: Unit): number => SCALES[unit].decimals;

/** As shown: 333,333 of `percent` → 33.3333. */
export const toShown = (kept: number, unit: Unit): number => kept / SCALES[unit].scale;
/** As kept: always whole. */
export const toKept = (shown: number, unit: Unit): number => Math.round(shown * SCALES[unit].scale);

/** What stands behind a number as shown: ` days`, but ` day` behind 1. */
export const suffixOf = (shown: number, unit: Unit): string =>
  shown === 1 ? SUFFIXES[unit].replace(/s$/, '') : SUFFIXES[unit];

/** A number with its unit, to the last digit: a change that is rounded away would go unseen. */
const numberText = (kept: number, unit: Unit): string => {
  const shown = toShown(kept, unit);
  return `${digits.format(shown)}${suffixOf(shown, unit)}`;
};

/** `1 to 3,650 days`. */
export const boundsText = ({ min, max, unit }: NumberField): string =>
  `${digits.format(toShown(min, unit))} to ${numberText(max, unit)}`;

const isIds = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((id) => typeof id === 'string');

export const idsOf = (value: unknown): readonly string[] => (isIds(value) ? value : []);

/** The value of a field in words. */
export const valueText = (field: Field, value: unknown): string => {
  if (field.kind === 'ids') return idsOf(value).join(', ') || 'nobody';
  if (field.kind === 'choice') return choiceText(String(value));
  if (value === null) return 'no limit';
  return typeof value === 'number' ? numberText(value, field.unit) : 'nothing';
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What stands at a dotted path; undefined where the path leads nowhere. */
export const valueAt = (document: unknown, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>(
      (value, name) => (isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined),
      document,
    );

/** The document with another value at a dotted path; the given one stays as it is. */
export const withValueAt = (document: unknown, path: string, value: unknown): unknown => {
  const [name = '', ...rest] = path.split('.');
  const members = isObject(document) ? document : {};
  const next = rest.length === 0 ? value : withValueAt(members[name], rest.join('.'), value);
  return { ...members, [name]: next };
};
