import { checkChains } from '../votes/check-chains.ts';
import { IntColumn } from '../votes/column.ts';
import { NONE } from '../votes/day-counts.ts';
import { NEVER } from '../votes/event-time.ts';
import { type Part, WHOLE } from './part.ts';
import { type Outcome, settleLine } from './settlement.ts';

/** Lines that are searched one after the other; nearly all orders have fewer. */
const NARROW = 32;

/** The lines of all orders: of each order one an item, the last opened first, in a list that ends with `NONE`. */
export class OrderLines {
  /** By line: its item, and units: those ordered, handed over in parts, given up in parts. */
  readonly item = new IntColumn();
  readonly placed = new IntColumn();
  readonly #taken = new IntColumn();
  readonly #withdrawn = new IntColumn();
  /** By line: its outcome (`NONE`: none told), the day it is credited for (`NEVER`: it isn't), is it the day's first. */
  readonly outcome = new IntColumn();
  readonly creditedDay = new IntColumn();
  readonly isFirst = new IntColumn();
  readonly #next = new IntColumn();
  /** By order. */
  readonly #first = new IntColumn();
  /** By order with more than `NARROW` lines: its lines by item. Not saved: made when it is needed. */
  readonly #wide = new Map<number, Map<number, number>>();

  /** Makes room for the next order; it has no lines. */
  addOrder(): void {
    this.#first.push(NONE);
  }

  firstOf(order: number): number {
    return this.#first.data[order]!;
  }

  next(line: number): number {
    return this.#next.data[line]!;
  }

  /** The order's line for an item; opened if there is none. */
  lineFor(order: number, item: number): number {
    let seen = 0;
    for (let line = this.firstOf(order); line !== NONE; line = this.next(line)) {
      if (this.item.data[line] === item) return line;
      if (++seen === NARROW) return this.#lineOfWide(order, item);
    }
    return this.#open(order, item);
  }

  /** An event on parts says that they were handed over. */
  take(order: number, parts: readonly Part[]): void {
    for (const part of parts) this.#add(this.#taken, order, part);
  }

  /** An event on parts says that they were given up. */
  withdraw(order: number, parts: readonly Part[]): void {
    for (const part of parts) this.#add(this.#withdrawn, order, part);
  }

  /** What follows for a line from its units and the facts stated of the whole order and at all. */
  settled(line: number, ofTheWhole: number, said: number): Outcome {
    const { data: placed } = this.placed;
    return settleLine(placed[line]!, this.#taken.data[line]!, this.#withdrawn.data[line]!, ofTheWhole, said);
  }

  save() {
    return {
      item: this.item.save(),
      placed: this.placed.save(),
      taken: this.#taken.save(),
      withdrawn: this.#withdrawn.save(),
      outcome: this.outcome.save(),
      creditedDay: this.creditedDay.save(),
      isFirst: this.isFirst.save(),
      next: this.#next.save(),
      first: this.#first.save(),
    };
  }

  restore(saved: ReturnType<OrderLines['save']>): void {
    checkChains(saved.next, saved.first);
    this.#wide.clear();
    this.item.restore(saved.item);
    this.placed.restore(saved.placed);
    this.#taken.restore(saved.taken);
    this.#withdrawn.restore(saved.withdrawn);
    this.outcome.restore(saved.outcome);
    this.creditedDay.restore(saved.creditedDay);
    this.isFirst.restore(saved.isFirst);
    this.#next.restore(saved.next);
    this.#first.restore(saved.first);
  }

  #add(column: IntColumn, order: number, { item, quantity }: Part): void {
    const line = this.lineFor(order, item);
    column.data[line] = Math.min(WHOLE, column.data[line]! + (quantity ?? WHOLE));
  }

  /** Orders can be made as long as anybody likes, event by event: a search from end to end would hold up the fold. */
  #lineOfWide(order: number, item: number): number {
    const lines = this.#wide.get(order) ?? this.#byItem(order);
    this.#wide.set(order, lines);
    const line = lines.get(item) ?? this.#open(order, item);
    lines.set(item, line);
    return line;
  }

  #byItem(order: number): Map<number, number> {
    const lines = new Map<number, number>();
    for (let line = this.firstOf(order); line !== NONE; line = this.next(line)) {
      lines.set(this.item.data[line]!, line);
    }
    return lines;
  }

  #open(order: number, item: number): number {
    const line = this.item.push(item);
    this.placed.push(0);
    this.#taken.push(0);
    this.#withdrawn.push(0);
    this.outcome.push(NONE);
    this.creditedDay.push(NEVER);
    this.isFirst.push(0);
    this.#next.push(this.firstOf(order));
    this.#first.data[order] = line;
    return line;
  }
}
