import { IntColumn } from '../votes/column.ts';
import { dayOfMinute, NEVER } from '../votes/event-time.ts';
import type { OrderBookWatcher } from './order-book-watcher.ts';
import type { DayList } from './account-facts.ts';
import { CANCELLED, EXPIRED, PLACED } from './settlement.ts';

/** Nobody orders in earnest and thinks better of it this soon, again and again. */
export const QUICK_MINUTES = 2;
const ENDED = CANCELLED | EXPIRED;

/**
 * What each order adds to the facts about its account, kept so that it can be taken back: the day it was placed
 * (the earliest that any placement says), the day something of it was taken home, or else the day on which it
 * was cancelled or ran out, and whether it was cancelled in no time. All follow from what was said, in whatever
 * order it was said.
 */
export class OrderTraces {
  /** Not saved: given. */
  readonly #watcher: Pick<OrderBookWatcher, 'orderCounted'>;
  /** By order: the earliest cancel, or expiry where there is no cancel. */
  readonly #endedMinute = new IntColumn(NEVER);
  /** By order: what the watcher was told. */
  readonly #placedDay = new IntColumn(NEVER);
  readonly #takenDay = new IntColumn(NEVER);
  readonly #cancelledDay = new IntColumn(NEVER);
  readonly #quickDay = new IntColumn(NEVER);
  readonly #expiredDay = new IntColumn(NEVER);

  constructor(watcher: Pick<OrderBookWatcher, 'orderCounted'>) {
    this.#watcher = watcher;
  }

  /** Bytes held, capacity included. */
  get bytes(): number {
    const columns = [this.#endedMinute, this.#placedDay, this.#takenDay];
    const ofEnded = [this.#cancelledDay, this.#quickDay, this.#expiredDay];
    return [...columns, ...ofEnded].reduce((sum, { data }) => sum + data.byteLength, 0);
  }

  save() {
    return {
      endedMinute: this.#endedMinute.save(),
      placedDay: this.#placedDay.save(),
      takenDay: this.#takenDay.save(),
      cancelledDay: this.#cancelledDay.save(),
      quickDay: this.#quickDay.save(),
      expiredDay: this.#expiredDay.save(),
    };
  }

  restore(saved: ReturnType<OrderTraces['save']>): void {
    this.#endedMinute.restore(saved.endedMinute);
    this.#placedDay.restore(saved.placedDay);
    this.#takenDay.restore(saved.takenDay);
    this.#cancelledDay.restore(saved.cancelledDay);
    this.#quickDay.restore(saved.quickDay);
    this.#expiredDay.restore(saved.expiredDay);
  }

  /** @param said before this statement */
  ended(order: number, fact: typeof CANCELLED | typeof EXPIRED, minute: number, said: number): void {
    const isFirstCancel = fact === CANCELLED && (said & CANCELLED) === 0;
    if (fact === EXPIRED && (said & CANCELLED) !== 0) return;
    this.#endedMinute.ensure(order + 1);
    if (isFirstCancel || minute < this.#endedMinute.data[order]!) this.#endedMinute.data[order] = minute;
  }

  /**
   * Tells what changed.
   * @param placed the minute of the earliest placement; means nothing while none was heard of
   * @param takenDay on which something of it that still counts was taken home, or undefined
   */
  settle(order: number, account: number, said: number, placed: number, takenDay: number | undefined): void {
    this.#placedDay.ensure(order + 1);
    this.#takenDay.ensure(order + 1);
    const isPlaced = (said & PLACED) !== 0;
    this.#tell(this.#placedDay, order, account, 'placed', isPlaced ? dayOfMinute(placed) : NEVER);
    this.#tell(this.#takenDay, order, account, 'taken', takenDay ?? NEVER);
    if ((said & ENDED) === 0) return;
    for (const column of [this.#cancelledDay, this.#quickDay, this.#expiredDay]) column.ensure(order + 1);
    const ended = this.#endedMinute.data[order]!;
    const isUnfetched = takenDay === undefined && isPlaced;
    const day = isUnfetched ? dayOfMinute(Math.max(ended, placed)) : NEVER;
    const isCancelled = (said & CANCELLED) !== 0;
    const isQuick = isCancelled && ended - placed <= QUICK_MINUTES;
    this.#tell(this.#cancelledDay, order, account, 'cancelled', isCancelled ? day : NEVER);
    this.#tell(this.#quickDay, order, account, 'quick', isQuick ? day : NEVER);
    this.#tell(this.#expiredDay, order, account, 'expired', isCancelled ? NEVER : day);
  }

  #tell(column: IntColumn, order: number, account: number, list: DayList, day: number): void {
    const before = column.data[order]!;
    if (day === before) return;
    column.data[order] = day;
    if (before !== NEVER) this.#watcher.orderCounted(account, list, before, -1);
    if (day !== NEVER) this.#watcher.orderCounted(account, list, day, 1);
  }
}
