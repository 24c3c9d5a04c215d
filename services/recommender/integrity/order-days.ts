import { IntColumn } from '../votes/column.ts';
import { NEVER } from '../votes/event-time.ts';

/**
 * Which orders were placed on which day, and each account's first day: an index of the order book, by which a day is
 * looked up without a pass over all orders. Days are those since 1970 UTC. It follows from the dates that orders end
 * up with, not from their arrival.
 */
export class OrderDays {
  /** Not saved: it follows from each order's day and place. */
  readonly #orders = new Map<number, number[]>();
  /** By order: its day, and its place among the orders of that day. */
  readonly #day = new IntColumn(NEVER);
  readonly #slot = new IntColumn();
  readonly #firstDay = new IntColumn(NEVER);
  /** Not saved: whoever is given other days has to look at all of them. */
  #stale = new Set<number>();
  /** Not saved: whoever is given other days has to look at all of them. */
  #isAllStale = false;
  /** Not saved: spares a look-up. */
  #lastTouched = NEVER;
  /** Not saved: spares a look-up. */
  #lastNoted = NEVER;
  /** Not saved: spares a look-up. */
  #lastOrders: number[] = [];

  /** An order of an account was placed on a day; it leaves the day that it was on before. */
  note(order: number, account: number, day: number): void {
    this.#day.ensure(order + 1);
    this.#slot.ensure(order + 1);
    if (this.#day.data[order] !== NEVER) this.#remove(order, this.#day.data[order]!);
    const orders = this.#ordersOn(day);
    this.#day.data[order] = day;
    this.#slot.data[order] = orders.push(order) - 1;
    this.touch(day);
    this.#noteFirst(account, day);
  }

  /** Something about an order of this day changed. */
  touch(day: number): void {
    if (day === this.#lastTouched) return;
    this.#lastTouched = day;
    this.#stale.add(day);
  }

  /** Days that changed since the last call; 'all' if accounts turned out to be older than they seemed. */
  takeStale(): ReadonlySet<number> | 'all' {
    const stale = this.#isAllStale ? 'all' : this.#stale;
    this.#stale = new Set();
    this.#isAllStale = false;
    this.#lastTouched = NEVER;
    return stale;
  }

  /** The orders placed on a day, in no particular order. */
  on(day: number): readonly number[] {
    return this.#orders.get(day) ?? [];
  }

  /** The days that have orders, the latest first. */
  days(): readonly number[] {
    return [...this.#orders.keys()].sort((a, b) => b - a);
  }

  /** The day of an account's first order; undefined while it has none. */
  firstDayOf(account: number): number | undefined {
    const day = this.#firstDay.data[account] ?? NEVER;
    return day === NEVER ? undefined : day;
  }

  save() {
    return { day: this.#day.save(), slot: this.#slot.save(), firstDay: this.#firstDay.save() };
  }

  restore(saved: ReturnType<OrderDays['save']>): void {
    this.#day.restore(saved.day);
    this.#slot.restore(saved.slot);
    this.#firstDay.restore(saved.firstDay);
    this.#isAllStale = true;
    [this.#lastTouched, this.#lastNoted] = [NEVER, NEVER];
    this.#orders.clear();
    const counts = new Map<number, number>();
    for (const day of saved.day) if (day !== NEVER) counts.set(day, (counts.get(day) ?? 0) + 1);
    for (const [day, count] of counts) this.#orders.set(day, Array<number>(count).fill(0));
    for (const [order, day] of saved.day.entries()) {
      if (day !== NEVER) this.#orders.get(day)![saved.slot[order]!] = order;
    }
  }

  /** Neighbours on a log mostly share their day. */
  #ordersOn(day: number): number[] {
    if (day === this.#lastNoted) return this.#lastOrders;
    this.#lastNoted = day;
    this.#lastOrders = this.#orders.get(day) ?? [];
    if (this.#lastOrders.length === 0) this.#orders.set(day, this.#lastOrders);
    return this.#lastOrders;
  }

  #noteFirst(account: number, day: number): void {
    this.#firstDay.ensure(account + 1);
    const before = this.#firstDay.data[account]!;
    if (day >= before) return;
    this.#firstDay.data[account] = day;
    if (before !== NEVER) this.#isAllStale = true;
  }

  #remove(order: number, day: number): void {
    const orders = this.#orders.get(day)!;
    const last = orders.pop()!;
    if (last !== order) {
      orders[this.#slot.data[order]!] = last;
      this.#slot.data[last] = this.#slot.data[order]!;
    }
    if (orders.length === 0) {
      this.#orders.delete(day);
      this.#lastNoted = NEVER;
    }
    this.touch(day);
  }
}
