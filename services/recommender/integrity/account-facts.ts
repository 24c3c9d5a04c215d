import { IntColumn } from '../votes/column.ts';
import { DayCounts, NONE } from '../votes/day-counts.ts';
import { Origins } from './origins.ts';
import { PlacedLines } from './placed-lines.ts';
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

/**
 * What was said about each account's orders: the input of the filters. All of it is sums and least values, so it
 * doesn't depend on the order of arrival, and what an order added can be taken back exactly. An account takes a
 * fixed number of bytes, and a few for each day on which it does something and each item that it orders.
 */
export class AccountFacts {
  readonly lines = new PlacedLines();
  readonly origins = new Origins();
  readonly days = new DayCounts();
  readonly #heads: Readonly<Record<DayList, IntColumn>> = {
    placed: new IntColumn(NONE),
    taken: new IntColumn(NONE),
    cancelled: new IntColumn(NONE),
    quick: new IntColumn(NONE),
    expired: new IntColumn(NONE),
  };
  readonly #placed = new IntColumn();
  readonly #fulfilled = new IntColumn();
  readonly #cancelled = new IntColumn();
  readonly #expired = new IntColumn();
  readonly #refunded = new IntColumn();

  learn(account: number, fact: Fact): void {
    const column = this.#columnOf(fact);
    column.ensure(account + 1);
    column.data[account]!++;
  }

  /** One order more or less on a day (days since 1970 UTC). */
  count(account: number, list: DayList, day: number, by: 1 | -1): void {
    const heads = this.#heads[list];
    heads.ensure(account + 1);
    if (by === 1) this.days.add(heads, account, day);
    else this.days.remove(heads, account, day);
  }

  of(account: number): OrderCounts {
    return {
      placed: this.#placed.data[account] ?? 0,
      fulfilled: this.#fulfilled.data[account] ?? 0,
      cancelled: this.#cancelled.data[account] ?? 0,
      expired: this.#expired.data[account] ?? 0,
      refunded: this.#refunded.data[account] ?? 0,
    };
  }

  /** The head of a list in `days`. */
  head(account: number, list: DayList): number {
    return this.#heads[list].data[account] ?? NONE;
  }

  /** Was an order of the account cancelled or left waiting, with nothing of it taken home? */
  hasUnfetched(account: number): boolean {
    return this.head(account, 'cancelled') !== NONE || this.head(account, 'expired') !== NONE;
  }

  /** Bytes held, capacity included. */
  get bytes(): number {
    const counts = [this.#placed, this.#fulfilled, this.#cancelled, this.#expired, this.#refunded];
    return [...counts, ...Object.values(this.#heads)].reduce(
      (sum, { data }) => sum + data.byteLength,
      this.lines.bytes + this.origins.bytes + this.days.bytes,
    );
  }

  #columnOf(fact: Fact): IntColumn {
    switch (fact) {
      case PLACED:
        return this.#placed;
      case FULFILLED:
        return this.#fulfilled;
      case CANCELLED:
        return this.#cancelled;
      case EXPIRED:
        return this.#expired;
      case REFUNDED:
        return this.#refunded;
    }
  }
}
