const FIRST_CAPACITY = 1_024;
/** What an empty column saves. */
export const NOTHING = new Int32Array();

/**
 * A growable column of 32-bit integers. Read and write through `data`; it is replaced when the column
 * grows, so don't keep it across a `push` or `ensure`.
 */
export class IntColumn {
  data = new Int32Array(FIRST_CAPACITY);
  length = 0;
  /** Not saved: whoever has the column says it. */
  readonly #fill: number;

  constructor(fill = 0) {
    this.#fill = fill;
    if (fill !== 0) this.data.fill(fill);
  }

  push(value: number): number {
    const index = this.length;
    this.ensure(index + 1);
    this.data[index] = value;
    return index;
  }

  /** Makes at least `length` entries; new ones hold the fill value. */
  ensure(length: number): void {
    if (length > this.data.length) {
      const grown = new Int32Array(Math.max(length, this.data.length * 2));
      grown.set(this.data);
      if (this.#fill !== 0) grown.fill(this.#fill, this.data.length);
      this.data = grown;
    }
    if (length > this.length) this.length = length;
  }

  /** A view: it changes with the column. */
  save() {
    return this.data.subarray(0, this.length);
  }

  /** The same without the fill values at its end: it doesn't matter how much room somebody asked for. */
  saveFilled() {
    return this.data.subarray(0, 1 + this.data.findLastIndex((value) => value !== this.#fill));
  }

  /** Holds what a column of the same fill value held, with the room that it would have. */
  restore(saved: Int32Array): void {
    let capacity = FIRST_CAPACITY;
    while (capacity < saved.length) capacity *= 2;
    this.data = new Int32Array(capacity);
    this.data.set(saved);
    if (this.#fill !== 0) this.data.fill(this.#fill, saved.length);
    this.length = saved.length;
  }
}

/** A growable column of doubles that hold integers up to 2^53: sums of votes. */
export class SumColumn {
  data = new Float64Array(FIRST_CAPACITY);

  ensure(length: number): void {
    if (length <= this.data.length) return;
    const grown = new Float64Array(Math.max(length, this.data.length * 2));
    grown.set(this.data);
    this.data = grown;
  }

  /** A view of all up to the last entry that isn't 0: it changes with the column. */
  save() {
    return this.data.subarray(0, 1 + this.data.findLastIndex((sum) => sum !== 0));
  }

  restore(saved: Float64Array): void {
    this.data = new Float64Array(Math.max(FIRST_CAPACITY, saved.length));
    this.data.set(saved);
  }
}
