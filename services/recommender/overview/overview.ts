import { type Outcome, OUTCOME } from '../integrity/settlement.ts';
import { dayOfMinute } from '../votes/event-time.ts';
import { addTo, Bucket } from './bucket.ts';

export const HOUR_BUCKETS = 60;
export const MONTH_BUCKETS = 30;
/** Minutes are kept a little longer than an hour is shown, so that late changes find theirs. */
const MINUTES_KEPT = 180;

/**
 * Units and order lines by the time of their placement and by what became of them, so that people see what counted and
 * what didn't: by day for ever, by minute for the last hours of event time. A dashboard; no vote depends on it.
 */
export class Overview {
  readonly days = new Map<number, Bucket>();
  readonly minutes = new Map<number, Bucket>();
  /** Of all time, by item: units placed, and lines counted. */
  readonly raw = new Map<number, number>();
  readonly counted = new Map<number, number>();
  #latestMinute = 0;

  /** The latest placement seen, in minutes since 1970 UTC. */
  get latestMinute(): number {
    return this.#latestMinute;
  }

  unitsPlaced(item: number, minute: number, units: number): void {
    for (const bucket of this.#bucketsOf(minute)) addTo(bucket.raw, item, units);
    addTo(this.raw, item, units);
  }

  orderMoved(minute: number, from: number, to: Outcome): void {
    for (const bucket of this.#bucketsOf(minute)) {
      if (from >= 0) bucket.orders[from]!--;
      bucket.orders[to]!++;
    }
  }

  lineMoved(item: number, minute: number, from: number, to: Outcome): void {
    const counts = (to === OUTCOME.counted ? 1 : 0) - (from === OUTCOME.counted ? 1 : 0);
    for (const bucket of this.#bucketsOf(minute)) {
      if (from >= 0) bucket.lines[from]!--;
      bucket.lines[to]!++;
      if (counts !== 0) addTo(bucket.counted, item, counts);
    }
    if (counts !== 0) addTo(this.counted, item, counts);
  }

  #bucketsOf(minute: number): readonly Bucket[] {
    if (minute > this.#latestMinute) this.#advance(minute);
    const day = this.#bucketAt(this.days, dayOfMinute(minute));
    if (minute <= this.#latestMinute - MINUTES_KEPT) return [day];
    return [day, this.#bucketAt(this.minutes, minute)];
  }

  #bucketAt(buckets: Map<number, Bucket>, key: number): Bucket {
    const known = buckets.get(key);
    if (known) return known;
    const bucket = new Bucket();
    buckets.set(key, bucket);
    return bucket;
  }

  #advance(minute: number): void {
    this.#latestMinute = minute;
    for (const kept of this.minutes.keys()) if (kept <= minute - MINUTES_KEPT) this.minutes.delete(kept);
  }
}
