import { IntColumn } from './column.ts';

/** Not an index, and no day that anything happened on: days before 1970 are negative. */
export const NONE = -0x8000_0000;

/**
 * Many small multisets of days, each a list of (day, count) nodes, newest day first. The owner keeps the
 * list's head in a column of its own (`NONE` when empty). Counts make every addition exactly undoable.
 */
export class DayCounts {
  readonly #day = new IntColumn();
  readonly #count = new IntColumn();
  readonly #next = new IntColumn();
  #free = NONE;

  /** Adds one occurrence; true if the day is new in the set. */
  add(heads: IntColumn, owner: number, day: number): boolean {
    let before = NONE;
    let at = heads.data[owner]!;
    while (at !== NONE && this.#day.data[at]! > day) {
      before = at;
      at = this.#next.data[at]!;
    }
    if (at !== NONE && this.#day.data[at] === day) {
      this.#count.data[at]!++;
      return false;
    }
    const node = this.#take(day, at);
    if (before === NONE) heads.data[owner] = node;
    else this.#next.data[before] = node;
    return true;
  }

  /** Takes one occurrence back; true if the day is gone from the set. Unknown days are a broken invariant. */
  remove(heads: IntColumn, owner: number, day: number): boolean {
    let before = NONE;
    let at = heads.data[owner]!;
    while (at !== NONE && this.#day.data[at]! > day) {
      before = at;
      at = this.#next.data[at]!;
    }
    if (at === NONE || this.#day.data[at] !== day) throw new Error(`day ${day} was never counted`);
    if (--this.#count.data[at]! > 0) return false;
    const next = this.#next.data[at]!;
    if (before === NONE) heads.data[owner] = next;
    else this.#next.data[before] = next;
    this.#next.data[at] = this.#free;
    this.#free = at;
    return true;
  }

  /** Σ decay[today − day] over the set's days up to `today`, newest first; stops at `enough`. */
  decayedSum(head: number, today: number, decay: Int32Array, enough: number): number {
    let sum = 0;
    for (let at = head; at !== NONE && sum < enough; at = this.#next.data[at]!) {
      const age = today - this.#day.data[at]!;
      if (age >= decay.length) break;
      sum += decay[age]!;
    }
    return sum;
  }

  /** How many distinct days the set has. */
  size(head: number): number {
    let size = 0;
    for (let at = head; at !== NONE; at = this.#next.data[at]!) size++;
    return size;
  }

  /** The oldest day, or undefined for an empty set. */
  oldest(head: number): number | undefined {
    let oldest: number | undefined;
    for (let at = head; at !== NONE; at = this.#next.data[at]!) oldest = this.#day.data[at];
    return oldest;
  }

  /** The n-th day of the set, counted from the oldest (1); undefined if it has fewer. */
  nthOldest(head: number, n: number): number | undefined {
    let [found, ahead] = [head, head];
    for (let skipped = 0; skipped < n; skipped++) {
      if (ahead === NONE) return undefined;
      ahead = this.#next.data[ahead]!;
    }
    for (; ahead !== NONE; ahead = this.#next.data[ahead]!) found = this.#next.data[found]!;
    return this.#day.data[found];
  }

  /** Calls `visit(day, count)` for each distinct day, newest first. */
  each(head: number, visit: (day: number, count: number) => void): void {
    for (let at = head; at !== NONE; at = this.#next.data[at]!)
      visit(this.#day.data[at]!, this.#count.data[at]!);
  }

  /** Occurrences of all days, each as often as it was added. */
  total(head: number): number {
    let total = 0;
    for (let at = head; at !== NONE; at = this.#next.data[at]!) total += this.#count.data[at]!;
    return total;
  }

  /** Bytes held. */
  get bytes(): number {
    return 3 * this.#day.data.byteLength;
  }

  save() {
    return {
      day: this.#day.save(),
      count: this.#count.save(),
      next: this.#next.save(),
      free: this.#free,
    };
  }

  restore(saved: ReturnType<DayCounts['save']>): void {
    this.#day.restore(saved.day);
    this.#count.restore(saved.count);
    this.#next.restore(saved.next);
    this.#free = saved.free;
  }

  #take(day: number, next: number): number {
    if (this.#free === NONE) {
      this.#day.push(day);
      this.#count.push(1);
      return this.#next.push(next);
    }
    const node = this.#free;
    this.#free = this.#next.data[node]!;
    this.#day.data[node] = day;
    this.#count.data[node] = 1;
    this.#next.data[node] = next;
    return node;
  }
}
