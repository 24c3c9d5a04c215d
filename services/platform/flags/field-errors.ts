import type { Problem } from '../../contracts/http/problem.ts';

export type FieldError = NonNullable<Problem['errors']>[number];

const MAX_QUOTED = 60;
const MAX_LISTED = 12;

/** A value as it may stand in a message: bounded, whatever was sent. */
export const quoted = (value: unknown): string => {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > MAX_QUOTED ? `${text.slice(0, MAX_QUOTED)}…` : text;
};

/** What a value may be: the first names of a list. */
export const oneOf = (names: Iterable<string>): string => {
  const all = [...names];
  const rest = all.length > MAX_LISTED ? [`… ${all.length - MAX_LISTED} more`] : [];
  return [...all.slice(0, MAX_LISTED).map(quoted), ...rest].join(', ');
};
