import { IntColumn } from '../votes/column.ts';
import { CANCELLED, EXPIRED, type Fact, FULFILLED, PLACED, REFUNDED } from './settlement.ts';

/** How many of an account's orders had something said of them. */
export interface OrderCounts {
  readonly placed: number;
  readonly fulfilled: number;
  readonly cancelled: number;
  readonly expired: number;
  readonly refunded: number;
}

/** Counts by account of what was said about its orders: the input of the filters. */
export class AccountFacts {
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

  of(account: number): OrderCounts {
    return {
      placed: this.#placed.data[account] ?? 0,
      fulfilled: this.#fulfilled.data[account] ?? 0,
      cancelled: this.#cancelled.data[account] ?? 0,
      expired: this.#expired.data[account] ?? 0,
      refunded: this.#refunded.data[account] ?? 0,
    };
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
