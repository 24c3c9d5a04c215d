import { IntColumn, NOTHING } from '../votes/column.ts';
import { NONE } from '../votes/day-counts.ts';

/**
 * Each account's orders, the last one heard of first: chains in two columns, because most accounts have few and all of
 * them have to fit. It follows from the orders' accounts.
 */
export class OrdersOfAccounts {
  /** By account: its last order. */
  readonly #last = new IntColumn(NONE);
  /** By order: the one before of the same account. */
  readonly #before = new IntColumn();

  /** The next order is this account's. */
  add(account: number): void {
    this.#last.ensure(account + 1);
    this.#last.data[account] = this.#before.push(this.#last.data[account]!);
  }

  /** `NONE` where there is none; from there on with `beforeOf`. */
  lastOf(account: number): number {
    return this.#last.data[account] ?? NONE;
  }

  /** The one before of the same account; `NONE` where there is none. */
  beforeOf(order: number): number {
    return this.#before.data[order]!;
  }

  clear(): void {
    for (const column of [this.#last, this.#before]) column.restore(NOTHING);
  }
}
