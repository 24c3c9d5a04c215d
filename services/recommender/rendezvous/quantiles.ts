/** Buckets an octave: a quantile is at most a fifth too high. */
const PER_OCTAVE = 4;
/** Up to 2^24 µs, which is 16 s. */
const BUCKETS = 24 * PER_OCTAVE;

const bucketOf = (micros: number): number =>
  micros <= 1 ? 0 : Math.min(BUCKETS - 1, Math.ceil(Math.log2(micros) * PER_OCTAVE));

/** Times, in microseconds, in logarithmic buckets: quantiles of any number of them in 800 bytes. */
export class Quantiles {
  readonly #counts = new Float64Array(BUCKETS);
  #count = 0;
  #max = 0;

  add(micros: number): void {
    this.#counts[bucketOf(micros)]!++;
    this.#count++;
    this.#max = Math.max(this.#max, micros);
  }

  get count(): number {
    return this.#count;
  }

  get max(): number {
    return this.#max;
  }

  /** The upper end of the bucket in which the quantile lies; 0 of nothing. */
  at(p: number): number {
    let left = Math.ceil(this.#count * p);
    if (left === 0) return 0;
    const bucket = this.#counts.findIndex((count) => (left -= count) <= 0);
    return Math.min(this.#max, Math.round(2 ** (bucket / PER_OCTAVE)));
  }
}
