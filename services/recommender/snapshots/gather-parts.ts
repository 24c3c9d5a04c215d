import { types } from 'node:util';
import type { Part, Tree } from './snapshot-parts.ts';

const isList = (value: unknown): value is unknown[] => Array.isArray(value);

const emptyOf = ({ kind, length, value }: Part): unknown => {
  switch (kind) {
    case 'ints':
      return new Int32Array(length);
    case 'doubles':
      return new Float64Array(length);
    case 'list':
      return [];
    case 'map':
      return new Map();
    case 'value':
      return value;
  }
};

/** Adds a run to what is held. Returns how many elements it had. */
const add = (held: unknown, run: unknown, at: number): number => {
  if (types.isInt32Array(held) && types.isInt32Array(run)) held.set(run, at);
  else if (types.isFloat64Array(held) && types.isFloat64Array(run)) held.set(run, at);
  else if (isList(held) && isList(run)) held.push(...run);
  else if (types.isMap(held) && isList(run))
    for (const entry of run) if (isList(entry)) held.set(entry[0], entry[1]);
  return types.isTypedArray(run) || isList(run) ? run.length : 0;
};

interface Leaf {
  readonly path: readonly string[];
  readonly held: unknown;
}

const treeOf = (leaves: readonly Leaf[]): Tree => {
  const branches = new Map<string, Leaf[]>();
  for (const { path, held } of leaves) {
    const [name = '', ...rest] = path;
    const branch = branches.get(name) ?? [];
    branch.push({ path: rest, held });
    branches.set(name, branch);
  }
  return Object.fromEntries(
    Array.from(branches, ([name, branch]) => {
      const [first] = branch;
      return [name, first?.path.length === 0 ? first.held : treeOf(branch)];
    }),
  );
};

/** Puts together again what was cut into runs. */
export class GatheredParts {
  readonly #parts: readonly Part[];
  readonly #held: readonly unknown[];
  #at = 0;
  #taken = 0;

  constructor(parts: readonly Part[]) {
    this.#parts = parts;
    this.#held = parts.map(emptyOf);
    this.#skipFull();
  }

  /** The next run. @throws TypeError if it is none of those that are missing */
  take(run: unknown): void {
    const added = this.#at < this.#parts.length ? add(this.#held[this.#at], run, this.#taken) : 0;
    if (added === 0) throw new TypeError('A run of a snapshot is of another kind than its part.');
    this.#taken += added;
    this.#skipFull();
  }

  /** All of it. @throws TypeError if runs are missing */
  tree(): Tree {
    if (this.#at < this.#parts.length) throw new TypeError('A snapshot ends before its last run.');
    return treeOf(this.#parts.map(({ path }, index) => ({ path, held: this.#held[index] })));
  }

  #skipFull(): void {
    while (this.#at < this.#parts.length && this.#taken >= this.#parts[this.#at]!.length) {
      this.#at++;
      this.#taken = 0;
    }
  }
}
