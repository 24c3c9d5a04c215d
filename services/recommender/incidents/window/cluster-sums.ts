/**
 * Sums of what accounts add to buckets, and how far chance moves the buckets' shares of them all. What one account takes
 * hangs together, so accounts are the observations and not what they take: of a share r = Σx/Σs over accounts, who add x to
 * the bucket and s in all, the variance is Σ(x − r·s)² / (Σs)² (the ratio estimator of cluster samples; Cochran, Sampling
 * Techniques, 1977, 6.13). So few accounts that take much are few observations, and make a large error.
 */
export class ClusterSums {
  readonly #x: Float64Array;
  readonly #xx: Float64Array;
  readonly #xs: Float64Array;
  #s = 0;
  #ss = 0;

  constructor(buckets: number) {
    this.#x = new Float64Array(buckets);
    this.#xx = new Float64Array(buckets);
    this.#xs = new Float64Array(buckets);
  }

  /** An account. @param counts by bucket: what it takes, in whole numbers @param worth of each of them */
  add(counts: ReadonlyMap<number, number>, worth: number): void {
    let s = 0;
    for (const count of counts.values()) s += count * worth;
    for (const [bucket, count] of counts) {
      const x = count * worth;
      this.#x[bucket]! += x;
      this.#xx[bucket]! += x * x;
      this.#xs[bucket]! += x * s;
    }
    this.#s += s;
    this.#ss += s * s;
  }

  /** A bucket's share of them all, 0 of nothing. */
  shareOf(bucket: number): number {
    return this.#s === 0 ? 0 : this.#x[bucket]! / this.#s;
  }

  /** The variance of that share. */
  varianceOf(bucket: number): number {
    if (this.#s === 0) return 0;
    const r = this.shareOf(bucket);
    const sum = this.#xx[bucket]! - 2 * r * this.#xs[bucket]! + r * r * this.#ss;
    return Math.max(0, sum) / this.#s ** 2;
  }
}
