import type { StandBooks, StandOrder, Table } from './stand-state.ts';

/** What a map would be after some changes, which leave it and what is in it alone. */
class DraftTable<Key, Value> implements Table<Key, Value> {
  readonly #base: Table<Key, Value>;
  /** Of a value that may be changed in place. */
  readonly #copy: (value: Value) => Value;
  readonly #own = new Map<Key, Value>();
  readonly #removed = new Set<Key>();
  #added = 0;

  constructor(base: Table<Key, Value>, copy: (value: Value) => Value) {
    this.#base = base;
    this.#copy = copy;
  }

  get size(): number {
    return this.#base.size - this.#removed.size + this.#added;
  }

  get(key: Key): Value | undefined {
    const own = this.#own.get(key);
    if (own !== undefined || this.#removed.has(key)) return own;
    const value = this.#base.get(key);
    if (value === undefined) return undefined;
    const copied = this.#copy(value);
    this.#own.set(key, copied);
    return copied;
  }

  has(key: Key): boolean {
    return this.#own.has(key) || (!this.#removed.has(key) && this.#base.has(key));
  }

  set(key: Key, value: Value): void {
    if (!this.has(key) && !this.#removed.delete(key)) this.#added += 1;
    this.#own.set(key, value);
  }

  delete(key: Key): boolean {
    const isThere = this.has(key);
    this.#own.delete(key);
    if (!isThere) return false;
    if (this.#base.has(key)) this.#removed.add(key);
    else this.#added -= 1;
    return true;
  }

  *entries(): Iterable<[Key, Value]> {
    for (const [key, value] of this.#base.entries())
      if (!this.#removed.has(key)) yield [key, this.#own.get(key) ?? value];
    for (const [key, value] of this.#own) if (!this.#base.has(key)) yield [key, value];
  }
}

const copyOrder = (order: StandOrder): StandOrder => ({ ...order });

/** The stand as it would be, to decide further without having decided: what changes it leaves `books` alone. */
export const draftOf = ({ dayOf, today, ...books }: StandBooks): StandBooks => ({
  dayOf,
  today,
  items: new DraftTable(books.items, (item) => ({ ...item })),
  orders: new DraftTable(books.orders, copyOrder),
  waiting: new DraftTable(books.waiting, copyOrder),
  heldBy: new DraftTable(books.heldBy, (units) => units),
  requests: new DraftTable(books.requests, copyOrder),
});
