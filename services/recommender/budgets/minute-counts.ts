/** Thirty days: the longest window that is looked at. */
export const RING_MINUTES = 30 * 24 * 60;
/** Numbers that are saved of a minute: which one, good answers, bad ones. */
const SAVED = 3;

/** Minutes before 1970 have a place, too. */
const placeOf = (minute: number): number => ((minute % RING_MINUTES) + RING_MINUTES) % RING_MINUTES;

export interface Counts {
  readonly good: number;
  readonly bad: number;
}

/**
 * Good and bad answers by minute since 1970, of the last thirty days up to the newest minute. What is older makes room.
 * Which counts it holds doesn't depend on the order in which minutes came. About 350 kB, and none before the first.
 */
export class MinuteCounts {
  #good = new Int32Array(0);
  #bad = new Int32Array(0);
  /** The newest minute; counts are those of it and of the ones before, as many as there is room for. */
  #newest = 0;

  add(minute: number, isGood: boolean, times = 1): void {
    if (this.#good.length === 0) this.#begin(minute);
    if (minute > this.#newest) this.#moveTo(minute);
    else if (minute <= this.#newest - RING_MINUTES) return;
    const counts = isGood ? this.#good : this.#bad;
    counts[placeOf(minute)]! += times;
  }

  /** The sums of so many minutes, the last one of them `until`. */
  over(until: number, minutes: number): Counts {
    let [good, bad] = [0, 0];
    if (this.#good.length === 0) return { good, bad };
    const first = Math.max(until - minutes, this.#newest - RING_MINUTES) + 1;
    const last = Math.min(until, this.#newest);
    for (let minute = first; minute <= last; minute++) {
      good += this.#good[placeOf(minute)]!;
      bad += this.#bad[placeOf(minute)]!;
    }
    return { good, bad };
  }

  /** Minutes that have any, the oldest first, three numbers each. */
  save(): Int32Array {
    const saved: number[] = [];
    const oldest = this.#newest - this.#good.length + 1;
    for (let minute = oldest; minute <= this.#newest; minute++) {
      const [good, bad] = [this.#good[placeOf(minute)]!, this.#bad[placeOf(minute)]!];
      if (good > 0 || bad > 0) saved.push(minute, good, bad);
    }
    return Int32Array.from(saved);
  }

  restore(saved: Int32Array): void {
    [this.#good, this.#bad, this.#newest] = [new Int32Array(0), new Int32Array(0), 0];
    for (let at = 0; at < saved.length; at += SAVED) {
      this.add(saved[at]!, true, saved[at + 1]);
      this.add(saved[at]!, false, saved[at + 2]);
    }
  }

  #begin(minute: number): void {
    this.#good = new Int32Array(RING_MINUTES);
    this.#bad = new Int32Array(RING_MINUTES);
    this.#newest = minute;
  }

  #moveTo(minute: number): void {
    const from = Math.max(this.#newest, minute - RING_MINUTES) + 1;
    for (let passed = from; passed <= minute; passed++) {
      this.#good[placeOf(passed)] = 0;
      this.#bad[placeOf(passed)] = 0;
    }
    this.#newest = minute;
  }
}
