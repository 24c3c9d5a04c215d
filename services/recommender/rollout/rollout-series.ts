/** Counted at a minute: by arm (challenger, control), what `RolloutCounts` counts of each. */
export interface SeriesRow {
  /** Since 1970 UTC. */
  readonly minute: number;
  readonly counts: readonly number[];
}

const MOST_ROWS = 128;

/**
 * How counts grew, in at most 128 rows however long it takes: when they are full every other one goes, and from then on
 * twice as much happens from one to the next.
 */
export class RolloutSeries {
  #rows: SeriesRow[] = [];
  #stride = 1;
  #moments = 0;

  get rows(): readonly SeriesRow[] {
    return this.#rows;
  }

  /** Something was counted. */
  note(minute: number, counts: readonly number[]): void {
    this.#moments += 1;
    if (this.#moments % this.#stride > 0) return;
    this.#rows.push({ minute, counts: [...counts] });
    if (this.#rows.length < MOST_ROWS) return;
    this.#rows = this.#rows.filter((_, index) => index % 2 === 1);
    this.#stride *= 2;
  }

  save() {
    return { rows: this.#rows, stride: this.#stride, moments: this.#moments };
  }

  restore(saved: ReturnType<RolloutSeries['save']>): void {
    this.#rows = [...saved.rows];
    this.#stride = saved.stride;
    this.#moments = saved.moments;
  }
}
