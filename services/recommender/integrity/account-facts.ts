import { IntColumn } from '../votes/column.ts';
import { DayCounts, NONE } from '../votes/day-counts.ts';
import { Origins } from './origins.ts';
import { CANCELLED, EXPIRED, type Fact, FULFILLED, PLACED, REFUNDED } from './settlement.ts';

/** How many of an account's orders had something said of them. */
export interface OrderCounts {
  readonly placed: number;
  readonly fulfilled: number;
  readonly cancelled: number;
  readonly expired: number;
  readonly refunded: number;
}

/**
 * What an account's orders are counted as, each by its day: placed; taken home at least in part; of nothing
 * taken home, cancelled (`quick`: in no time) or expired.
 */
export type DayList = 'placed' | 'taken' | 'cancelled' | 'quick' | 'expired';

/** What is known of an account lies side by side: whatever it does touches one line of the cache, not one a fact. */
const RECORD = 8;
const HEAD_AT: Readonly<Record<DayList, number>> = {
  placed: 0,
  taken: 1,
  cancelled: 2,
  quick: 3,
  expired: 4,
};
const COUNT_AT: Readonly<Record<Fact, number>> = {
  [PLACED]: 0,
  [FULFILLED]: 1,
  [CANCELLED]: 2,
  [EXPIRED]: 3,
  [REFUNDED]: 4,
};

/**
 * What was said about each account's orders: the input of the filters. All of it is sums and least values, so it
 * doesn't depend on the order of arrival, and what an order added can be taken back exactly. An account takes a
 * fixed number of bytes, and a few for each day on which it does something.
 */
export class AccountFacts {
  readonly origins = new Origins();
  readonly days = new DayCounts();
  /** By account a record of `RECORD`: the heads of its lists in `days`; how many of its orders had what said of them. */
  readonly #heads = new IntColumn(NONE);
  readonly #counts = new IntColumn();

  learn(account: number, fact: Fact): void {
    this.#counts.ensure((account + 1) * RECORD);
    this.#counts.data[account * RECORD + COUNT_AT[fact]]!++;
  }

  /** One order more or less on a day (days since 1970 UTC). */
  count(account: number, list: DayList, day: number, by: 1 | -1): void {
    this.#heads.ensure((account + 1) * RECORD);
    const head = account * RECORD + HEAD_AT[list];
    if (by === 1) this.days.add(this.#heads, head, day);
    else this.days.remove(this.#heads, head, day);
  }

  of(account: number): OrderCounts {
    const count = (fact: Fact) => this.#counts.data[account * RECORD + COUNT_AT[fact]] ?? 0;
    return {
      placed: count(PLACED),
      fulfilled: count(FULFILLED),
      cancelled: count(CANCELLED),
      expired: count(EXPIRED),
      refunded: count(REFUNDED),
    };
  }

  /** The head of a list in `days`. */
  head(account: number, list: DayList): number {
    return this.#heads.data[account * RECORD + HEAD_AT[list]] ?? NONE;
  }

  /** Was an order of the account cancelled or left waiting, with nothing of it taken home? */
  hasUnfetched(account: number): boolean {
    return this.head(account, 'cancelled') !== NONE || this.head(account, 'expired') !== NONE;
  }

  save() {
    return {
      origins: this.origins.save(),
      days: this.days.save(),
      heads: this.#heads.save(),
      counts: this.#counts.save(),
    };
  }

  restore(saved: ReturnType<AccountFacts['save']>): void {
    this.origins.restore(saved.origins);
    this.days.restore(saved.days);
    this.#heads.restore(saved.heads);
    this.#counts.restore(saved.counts);
  }

  /** Bytes held, capacity included. */
  get bytes(): number {
    const records = this.#heads.data.byteLength + this.#counts.data.byteLength;
    return records + this.origins.bytes + this.days.bytes;
  }
}
