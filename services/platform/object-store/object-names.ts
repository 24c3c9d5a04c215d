import { AppError } from '../http/app-error.ts';

const LONGEST_PART = 200;
const LONGEST = 512;
const PART = /^[a-z0-9._-]+$/;
const MOST_BYTES = 2 ** 30;

const isPart = (part: string): boolean =>
  part.length <= LONGEST_PART && PART.test(part) && part !== '.' && part !== '..';

export const invalidName = (name: string, why: string): AppError =>
  new AppError(
    400,
    'invalid-object-name',
    `${JSON.stringify(name.slice(0, LONGEST))} is no name of an object: ${why}.`,
  );

const GRAMMAR = 'it takes parts of a-z, 0-9, dot, dash and underscore, joined by /, none of them . or ..';

/** @throws AppError 400 `invalid-object-name` */
export const checkObjectName = (name: string): void => {
  if (name.length > LONGEST || !name.split('/').every(isPart)) throw invalidName(name, GRAMMAR);
};

/**
 * @param prefix the beginning of a name, which may end within a part or after a `/`; '' for all names
 * @throws AppError 400 `invalid-object-name`
 */
export const checkPrefix = (prefix: string): void => {
  const parts = prefix.split('/');
  const last = parts.pop() ?? '';
  // What the last part begins may yet become a part: `.` and `..` too.
  const isBeginning = last === '' || (last.length <= LONGEST_PART && PART.test(last));
  if (prefix.length > LONGEST || !isBeginning || !parts.every(isPart)) throw invalidName(prefix, GRAMMAR);
};

/** @throws AppError 413 `object-too-large` */
export const checkObjectSize = (name: string, size: number): void => {
  if (size <= MOST_BYTES) return;
  const detail = `${name} has ${size} bytes; an object may have ${MOST_BYTES}. Cut it into more.`;
  throw new AppError(413, 'object-too-large', detail);
};

/** By name, in the order of their characters, whatever the store's own order. */
export const byName = (a: { readonly name: string }, b: { readonly name: string }): number =>
  a.name < b.name ? -1 : Number(a.name > b.name);
