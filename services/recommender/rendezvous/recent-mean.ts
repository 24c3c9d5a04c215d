/** The mean of the last values, as many as there is room for; integers. */
export class RecentMean {
  readonly #values: Int32Array;
  #count = 0;
  #sum = 0;

  constructor(room = 1_000) {
    this.#values = new Int32Array(room);
  }

  add(value: number): void {
    const at = this.#count % this.#values.length;
    this.#sum += value - this.#values[at]!;
    this.#values[at] = value;
    this.#count++;
  }

  get count(): number {
    return Math.min(this.#count, this.#values.length);
  }

  /** Rounded; 0 of nothing. */
  get mean(): number {
    return this.count === 0 ? 0 : Math.round(this.#sum / this.count);
  }
}
