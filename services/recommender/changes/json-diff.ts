import type { DiffRow } from '../../contracts/http/changes.ts';
import { canonicalJson } from '../../platform/digest/canonical-digest.ts';

/** Longer values are cut: whoever wants all of one has both documents. */
const MAX_TEXT = 200;

type Members = Readonly<Record<string, unknown>>;
const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isScalar = (value: unknown): boolean => typeof value !== 'object' || value === null;

const textOf = (value: unknown): string => {
  const text = canonicalJson(value);
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text;
};

const rowOf = (path: string, before: unknown, after: unknown): DiffRow => ({
  path,
  ...(before !== undefined && { before: textOf(before) }),
  ...(after !== undefined && { after: textOf(after) }),
});

const under = (path: string, name: string | number): string => (path === '' ? `${name}` : `${path}.${name}`);

function* membersDiff(before: Members, after: Members, path: string): Iterable<DiffRow> {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  const valueIn = (members: Members, name: string) =>
    Object.hasOwn(members, name) ? members[name] : undefined;
  for (const name of names) yield* diff(valueIn(before, name), valueIn(after, name), under(path, name));
}

/** Of names in a list only those that come or go; if it is none of these, their order. */
function* namesDiff(before: readonly unknown[], after: readonly unknown[], path: string): Iterable<DiffRow> {
  const [were, are] = [new Set(before), new Set(after)];
  const [gone, come] = [before.filter((one) => !are.has(one)), after.filter((one) => !were.has(one))];
  for (const one of gone) yield rowOf(path, one, undefined);
  for (const one of come) yield rowOf(path, undefined, one);
  if (gone.length + come.length === 0) yield rowOf(path, before, after);
}

function* listDiff(before: readonly unknown[], after: readonly unknown[], path: string): Iterable<DiffRow> {
  if (before.length === after.length) {
    for (const [index, value] of before.entries()) yield* diff(value, after[index], under(path, index));
  } else if (before.every(isScalar) && after.every(isScalar)) yield* namesDiff(before, after, path);
  else yield rowOf(path, before, after);
}

function* diff(before: unknown, after: unknown, path: string): Iterable<DiffRow> {
  if (before === undefined || after === undefined) {
    if (before !== after) yield rowOf(path, before, after);
  } else if (canonicalJson(before) === canonicalJson(after)) return;
  else if (isMembers(before) && isMembers(after)) yield* membersDiff(before, after, path);
  else if (Array.isArray(before) && Array.isArray(after)) yield* listDiff(before, after, path);
  else yield rowOf(path, before, after);
}

/** What differs between two JSON documents, place by place; empty if they mean the same. */
export const jsonDiff = (before: unknown, after: unknown): readonly DiffRow[] => [...diff(before, after, '')];
