import { type Outcome, OUTCOME } from '../integrity/settlement.ts';
import { dayOfMinute } from '../votes/event-time.ts';
import { addTo, Bucket, ItemCounts } from './bucket.ts';

export const HOUR_BUCKETS = 60;
export const MONTH_BUCKETS = 30;
/** Minutes are kept a little longer than an hour is shown, so that late changes find theirs. */
const MINUTES_KEPT = 180;

const bucketAt = (buckets: Map<number, Bucket>, key: number): Bucket => {
  const known = buckets.get(key);
  if (known) return known;
  const bucket = new Bucket();
  buckets.set(key, bucket);
  return bucket;
};

/** Takes one out of `from`, unless it is new (negative), and puts it to `to`. */
const move = (counts: Int32Array, from: number, to: Outcome): void => {
  if (from >= 0) counts[from]!--;
  counts[to]!++;
};

/**
 * Units and order lines by the time of their placement and by what became of them, so that people see what counted and
 * what didn't: by day for ever, by minute for the last hours of event time. A dashboard; no vote depends on it.
 */
export class Overview {
  readonly days = new Map<number, Bucket>();
  readonly minutes = new Map<number, Bucket>();
  /** Of all time. */
  readonly totals = new ItemCounts();
  #latestMinute = 0;
  #found = NaN;
  #day = new Bucket();
  #minute: Bucket | undefined;

  /** The latest placement seen, in minutes since 1970 UTC. */
  get latestMinute(): number {
    return this.#latestMinute;
  }

  unitsPlaced(item: number, minute: number, units: number): void {
    this.#find(minute);
    addTo(this.#day.raw, item, units);
    if (this.#minute) addTo(this.#minute.raw, item, units);
    addTo(this.totals.raw, item, units);
  }

  orderMoved(minute: number, from: number, to: Outcome): void {
    this.#find(minute);
    move(this.#day.orders, from, to);
    if (this.#minute) move(this.#minute.orders, from, to);
  }

  lineMoved(item: number, minute: number, from: number, to: Outcome): void {
    this.#find(minute);
    move(this.#day.lines, from, to);
    if (this.#minute) move(this.#minute.lines, from, to);
    const counts = (to === OUTCOME.counted ? 1 : 0) - (from === OUTCOME.counted ? 1 : 0);
    if (counts === 0) return;
    addTo(this.#day.counted, item, counts);
    if (this.#minute) addTo(this.#minute.counted, item, counts);
    addTo(this.totals.counted, item, counts);
  }

  /** Sets the buckets that a minute belongs to; neighbours on a log mostly share theirs. */
  #find(minute: number): void {
    if (minute === this.#found) return;
    this.#found = minute;
    if (minute > this.#latestMinute) this.#advance(minute);
    this.#day = bucketAt(this.days, dayOfMinute(minute));
    this.#minute = minute > this.#latestMinute - MINUTES_KEPT ? bucketAt(this.minutes, minute) : undefined;
  }

  #advance(minute: number): void {
    this.#latestMinute = minute;
    for (const kept of this.minutes.keys()) if (kept <= minute - MINUTES_KEPT) this.minutes.delete(kept);
  }
}
