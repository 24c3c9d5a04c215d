import { types } from 'node:util';
import { digestOf } from '../../platform/digest/canonical-digest.ts';

/** So many elements are written at once, in about a millisecond: of numbers, of strings, of objects. */
const NUMBERS = 131_072;
const STRINGS = 5_000;
const OBJECTS = 50;

/** One member of what was saved. Columns, lists and maps are written run by run; a value is small, and written here. */
export interface Part {
  /** The names that lead to it. */
  readonly path: readonly string[];
  readonly kind: 'ints' | 'doubles' | 'list' | 'map' | 'value';
  readonly length: number;
  readonly value?: unknown;
}

export type Tree = Readonly<Record<string, unknown>>;

/** A plain object, of whatever realm. */
const isTree = (value: unknown): value is Tree => {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
};

const partOf = (path: readonly string[], value: unknown): Part => {
  if (types.isInt32Array(value)) return { path, kind: 'ints', length: value.length };
  if (types.isFloat64Array(value)) return { path, kind: 'doubles', length: value.length };
  if (Array.isArray(value)) return { path, kind: 'list', length: value.length };
  if (types.isMap(value)) return { path, kind: 'map', length: value.size };
  if (typeof value !== 'object' || value === null) return { path, kind: 'value', length: 0, value };
  throw new TypeError(`${path.join('.')} can't be saved: it is a ${value.constructor.name}.`);
};

/** Every part with what it holds. */
export function* partsOf(saved: Tree, path: readonly string[] = []): Generator<readonly [Part, unknown]> {
  for (const [name, value] of Object.entries(saved)) {
    const here = [...path, name];
    if (isTree(value)) yield* partsOf(value, here);
    else yield [partOf(here, value), value];
  }
}

/** Names the parts and their kinds: a version of Relish that keeps other facts saves another shape. */
export const shapeOf = (parts: readonly Part[]): string =>
  digestOf(parts.map(({ path, kind }) => `${path.join('.')} ${kind}`).sort());

function* cut<T extends { readonly length: number; slice(from: number, to: number): unknown }>(
  whole: T,
  length: number,
): Generator {
  for (let from = 0; from < whole.length; from += length) yield whole.slice(from, from + length);
}

/** What a part holds, run by run; each run is a copy. */
export function* runsOf(held: unknown): Generator {
  if (types.isInt32Array(held) || types.isFloat64Array(held)) yield* cut(held, NUMBERS);
  else if (Array.isArray(held)) yield* cut(held, typeof held[0] === 'object' ? OBJECTS : STRINGS);
  else if (types.isMap(held)) yield* cut([...held], OBJECTS);
}
