const FIRST_CAPACITY = 1_024;

/**
 * A growable column of 32-bit integers. Read and write through `data`; it is replaced when the column
 * grows, so don't keep it across a `push` or `ensure`.
 */
export class IntColumn {
  data = new Int32Array(FIRST_CAPACITY);
  length = 0;
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
}
