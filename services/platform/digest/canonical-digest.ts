import { createHash } from 'node:crypto';

export type Digest = `sha256:${string}`;

/** Maps, dates, typed arrays and the like would all read as `{}`, and so have the same digest: refuse them. */
const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
};

const canonicalObject = (value: object): string => {
  if (!isPlain(value))
    throw new TypeError(`Only plain objects have canonical JSON, not ${value.constructor.name}.`);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
  return `{${members.join(',')}}`;
};

/**
 * The one JSON text of a value, in whatever order its members were written (RFC 8785: keys sorted by UTF-16
 * code units, no white space, ECMAScript's numbers). Members that are undefined are left out, as JSON does.
 * @throws TypeError for what JSON cannot hold: undefined in other places, NaN, infinities, bigints, functions,
 *   and objects that are not plain
 */
export const canonicalJson = (value: unknown): string => {
  if (Array.isArray(value)) return `[${Array.from(value, canonicalJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) return canonicalObject(value);
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return JSON.stringify(value);
  if (Number.isFinite(value)) return JSON.stringify(value);
  throw new TypeError(`${String(value)} has no canonical JSON.`);
};

/** Names a value by its content: sha256 of its canonical JSON in UTF-8, as `sha256:` and 64 hex digits. */
export const digestOf = (value: unknown): Digest =>
  `sha256:${createHash('sha256').update(canonicalJson(value)).digest('hex')}`;
