import { OUTCOME } from '../integrity/settlement.ts';
import { dayOfMinute } from '../votes/event-time.ts';
import { MinuteBucket, Totals } from './bucket.ts';

export const HOUR_BUCKETS = 60;
export const MONTH_BUCKETS = 30;
/** Minutes and days are kept longer than they are shown, so that late changes find theirs; not for ever, since anybody may date an order to any day. */
const MINUTES_KEPT = 180;
const DAYS_KEPT = 120;

const bucketAt = <Bucket>(buckets: Map<number, Bucket>, key: number, Kind: new () => Bucket): Bucket => {
  const known = buckets.get(key);
  if (known) return known;
  const bucket = new Kind();
  buckets.set(key, bucket);
  return bucket;
};

/** Takes one out of `from`, unless it is new (negative), and puts it to `to`, unless it is gone (negative). */
const move = (counts: Int32Array, from: number, to: number): void => {
  if (from >= 0) counts[from]!--;
  if (to >= 0) counts[to]!++;
};

/**
 * Units and order lines by the time of their placement and by what became of them, so that people see what counted and
 * what didn't: by day for the last months, by minute for the last hours of event time.
 * No vote depends on it: dashboards read it, and of the models the naive one alone.
 */
export class Overview {
  readonly days = new Map<number, Totals>();
  readonly minutes = new Map<number, MinuteBucket>();
  /** Of all time. */
  readonly totals = new Totals();
  #latestMinute = 0;
  /** Not saved: spares a look-up. */
  #found = NaN;
  /** Not saved: spares a look-up. */
  #day: Totals | undefined;
  /** Not saved: spares a look-up. */
  #minute: MinuteBucket | undefined;

  /** The latest placement seen, in minutes since 1970 UTC. */
  get latestMinute(): number {
    return this.#latestMinute;
  }

  save() {
    return {
      days: [...this.days].map(([day, bucket]) => [day, bucket.save()] as const),
      minutes: [...this.minutes].map(([minute, bucket]) => [minute, bucket.save()] as const),
      totals: this.totals.save(),
      latestMinute: this.#latestMinute,
    };
  }

  restore(saved: ReturnType<Overview['save']>): void {
    this.days.clear();
    for (const [day, bucket] of saved.days) bucketAt(this.days, day, Totals).restore(bucket);
    this.minutes.clear();
    for (const [minute, bucket] of saved.minutes)
      bucketAt(this.minutes, minute, MinuteBucket).restore(bucket);
    this.totals.restore(saved.totals);
    this.#latestMinute = saved.latestMinute;
    this.#found = NaN;
  }

  unitsPlaced(item: number, minute: number, units: number): void {
    this.#find(minute);
    this.#day?.raw.add(item, units);
    this.#minute?.raw.add(item, units);
    this.totals.raw.add(item, units);
  }

  orderMoved(minute: number, from: number, to: number): void {
    this.#find(minute);
    if (this.#day) move(this.#day.orders, from, to);
    move(this.totals.orders, from, to);
    if (this.#minute) move(this.#minute.orders, from, to);
  }

  lineMoved(item: number, minute: number, from: number, to: number): void {
    this.#find(minute);
    if (this.#day) move(this.#day.lines, from, to);
    move(this.totals.lines, from, to);
    if (this.#minute) move(this.#minute.lines, from, to);
    const counts = (to === OUTCOME.counted ? 1 : 0) - (from === OUTCOME.counted ? 1 : 0);
    if (counts === 0) return;
    this.#day?.counted.add(item, counts);
    this.#minute?.counted.add(item, counts);
    this.totals.counted.add(item, counts);
  }

  /** Sets the buckets that a minute belongs to; neighbours on a log mostly share theirs. */
  #find(minute: number): void {
    if (minute === this.#found) return;
    this.#found = minute;
    if (minute > this.#latestMinute) this.#advance(minute);
    const day = dayOfMinute(minute);
    this.#day =
      day > dayOfMinute(this.#latestMinute) - DAYS_KEPT ? bucketAt(this.days, day, Totals) : undefined;
    this.#minute =
      minute > this.#latestMinute - MINUTES_KEPT ? bucketAt(this.minutes, minute, MinuteBucket) : undefined;
  }

  #advance(minute: number): void {
    const day = dayOfMinute(minute);
    if (day > dayOfMinute(this.#latestMinute)) {
      for (const kept of this.days.keys()) if (kept <= day - DAYS_KEPT) this.days.delete(kept);
    }
    this.#latestMinute = minute;
    for (const kept of this.minutes.keys()) if (kept <= minute - MINUTES_KEPT) this.minutes.delete(kept);
  }
}
