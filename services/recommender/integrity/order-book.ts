/* eslint-disable max-lines -- The columns of orders and lines change together, statement by statement: one class owns them. */
import type { Ballots } from '../votes/ballots.ts';
import { IntColumn } from '../votes/column.ts';
import { NONE } from '../votes/day-counts.ts';
import type { OrderBookWatcher } from './order-book-watcher.ts';
import { OrderTraces } from './order-traces.ts';
import {
  type Ending,
  type Fact,
  FULFILLED,
  type Outcome,
  OUTCOME,
  PLACED,
  REFUNDED,
  settleLine,
  settleOrder,
} from './settlement.ts';

/** More than any order has: stands for "the whole line". Sums of units are clamped to it. */
const WHOLE = 1_000_000_000;
/** Lines that are searched one after the other; nearly all orders have fewer. */
const NARROW = 32;
/** No day. Negative numbers are days, too: those before 1970. */
const NEVER = 0x7fffffff;

export interface Part {
  readonly item: number;
  /** Absent: the whole line. */
  readonly quantity: number | undefined;
}

const unitsByItem = (lines: readonly Part[]): ReadonlyMap<number, number> => {
  const units = new Map<number, number>();
  for (const { item, quantity } of lines) {
    units.set(item, Math.min(WHOLE, (units.get(item) ?? 0) + (quantity ?? 1)));
  }
  return units;
};

/**
 * All that was said about orders, merged so that neither the order nor the number of arrivals matters:
 * statements are flags, placements merge by the largest quantity of each item, parts add up, the day is that
 * of the earliest hand-over. After each statement the order is settled anew and the difference goes to the
 * ballots. An order belongs to the account that its events name: what others say of it is another order.
 */
export class OrderBook {
  readonly #ballots: Ballots;
  readonly #watcher: OrderBookWatcher;
  readonly #traces: OrderTraces;
  readonly #indexOf = new Map<string, number>();
  /** By order: its key in `#indexOf`. */
  readonly #keys: string[] = [];
  /** By order: its account, facts said of the whole, facts said at all, day taken, minute placed (`NEVER`: not heard of), outcome. */
  readonly #account = new IntColumn();
  readonly #ofTheWhole = new IntColumn();
  readonly #said = new IntColumn();
  readonly #day = new IntColumn();
  readonly #minute = new IntColumn();
  readonly #outcome = new IntColumn();
  readonly #firstLine = new IntColumn();
  readonly #nextOfAccount = new IntColumn();
  /** By account: its last order, and whether it is quarantined. */
  readonly #lastOrder = new IntColumn(NONE);
  readonly #quarantined = new IntColumn();
  /** By line: its item, units, outcome, the day it is credited for (`NEVER`: it isn't), is it the day's first. */
  readonly #item = new IntColumn();
  readonly #placed = new IntColumn();
  readonly #taken = new IntColumn();
  readonly #withdrawn = new IntColumn();
  readonly #lineOutcome = new IntColumn();
  readonly #creditedDay = new IntColumn();
  readonly #isFirst = new IntColumn();
  readonly #nextLine = new IntColumn();
  /** By order with more than `NARROW` lines: its lines by item. */
  readonly #wide = new Map<number, Map<number, number>>();

  constructor(ballots: Ballots, watcher: OrderBookWatcher) {
    this.#ballots = ballots;
    this.#watcher = watcher;
    this.#traces = new OrderTraces((...counted) => {
      watcher.orderCounted(...counted);
    });
  }

  get size(): number {
    return this.#account.length;
  }

  isQuarantined(account: number): boolean {
    return this.#quarantined.data[account] === 1;
  }

  /** `minute`: of the placement, minutes since 1970 UTC. Returns the order's number here. */
  place(orderId: string, account: number, minute: number, lines: readonly Part[]): number {
    const order = this.#order(orderId, account);
    if (this.#learn(order, PLACED, true)) this.#date(order, minute);
    else if (minute < this.#minute.data[order]!) this.#redate(order, minute);
    if (lines.length === 1) this.#placeUnits(order, lines[0]!.item, lines[0]!.quantity ?? 1);
    else for (const [item, units] of unitsByItem(lines)) this.#placeUnits(order, item, units);
    this.#settle(order);
    return order;
  }

  /** `day`: days since 1970 UTC. Without `parts` the whole order was handed over. */
  fulfil(orderId: string, account: number, day: number, parts: readonly Part[] | undefined): void {
    const order = this.#order(orderId, account);
    this.#learn(order, FULFILLED, !parts);
    if (day < this.#day.data[order]!) this.#day.data[order] = day;
    if (parts) for (const part of parts) this.#add(this.#taken, this.#line(order, part.item), part.quantity);
    this.#settle(order);
  }

  /** Cancelled, expired or refunded, in a minute since 1970 UTC. Without `parts` the whole order is meant. */
  withdraw(
    orderId: string,
    account: number,
    fact: Ending,
    minute: number,
    parts: readonly Part[] | undefined,
  ): void {
    const order = this.#order(orderId, account);
    if (fact !== REFUNDED) this.#traces.ended(order, fact, minute, this.#said.data[order]!);
    this.#learn(order, fact, !parts);
    if (parts)
      for (const part of parts) this.#add(this.#withdrawn, this.#line(order, part.item), part.quantity);
    this.#settle(order);
  }

  /** The account's orders, the last one heard of first, until `visit` returns false. */
  visitOrdersOf(account: number, visit: (order: number) => boolean): void {
    let order = this.#lastOrder.data[account] ?? NONE;
    while (order !== NONE && visit(order)) order = this.#nextOfAccount.data[order]!;
  }

  /** The id that the order's events name. */
  idOf(order: number): string {
    // Ids have no control characters: what follows one tells orders of the same name apart.
    return this.#keys[order]!.split('\n', 1)[0]!;
  }

  accountOf(order: number): number {
    return this.#account.data[order]!;
  }

  /** When the order was placed, by the earliest of its placements; undefined while none was heard of. */
  minuteOf(order: number): number | undefined {
    return this.#outcome.data[order] === NONE ? undefined : this.#minute.data[order]!;
  }

  /** What became of a placed order. */
  outcomeOf(order: number): number {
    return this.#outcome.data[order]!;
  }

  /** The lines of an order: how many units were placed, and the line's Outcome, negative until the placement is heard of. */
  visitLines(order: number, visit: (item: number, units: number, outcome: number) => void): void {
    for (let line = this.#firstLine.data[order]!; line !== NONE; line = this.#nextLine.data[line]!) {
      visit(this.#item.data[line]!, this.#placed.data[line]!, this.#lineOutcome.data[line]!);
    }
  }

  /** Puts an account in quarantine or takes it out; its credits stay where they are. */
  setQuarantined(account: number, isQuarantined: boolean): void {
    this.#lastOrder.ensure(account + 1);
    this.#quarantined.ensure(account + 1);
    this.#quarantined.data[account] = isQuarantined ? 1 : 0;
    this.#ballots.touch(account);
    for (
      let order = this.#lastOrder.data[account]!;
      order !== NONE;
      order = this.#nextOfAccount.data[order]!
    ) {
      this.#settle(order);
    }
  }

  /** Calls `visit(item, minute of the placement)` for every line that was taken home before a day. */
  visitTaken(account: number, before: number, visit: (item: number, minute: number) => void): void {
    for (
      let order = this.#lastOrder.data[account] ?? NONE;
      order !== NONE;
      order = this.#nextOfAccount.data[order]!
    ) {
      for (let line = this.#firstLine.data[order]!; line !== NONE; line = this.#nextLine.data[line]!) {
        if (this.#creditedDay.data[line]! < before) visit(this.#item.data[line]!, this.#minute.data[order]!);
      }
    }
  }

  /** Bytes that the facts about accounts take by order, capacity included. */
  get traceBytes(): number {
    return this.#traces.bytes;
  }

  #order(orderId: string, account: number): number {
    const known = this.#indexOf.get(orderId);
    if (known === undefined) return this.#open(orderId, account);
    if (this.#account.data[known] === account) return known;
    const key = `${orderId}\n${account}`;
    return this.#indexOf.get(key) ?? this.#open(key, account);
  }

  #open(key: string, account: number): number {
    const order = this.#account.push(account);
    this.#indexOf.set(key, order);
    this.#keys.push(key);
    this.#ofTheWhole.push(0);
    this.#said.push(0);
    this.#day.push(NEVER);
    this.#minute.push(NEVER);
    this.#outcome.push(NONE);
    this.#firstLine.push(NONE);
    this.#lastOrder.ensure(account + 1);
    this.#quarantined.ensure(account + 1);
    this.#nextOfAccount.push(this.#lastOrder.data[account]!);
    this.#lastOrder.data[account] = order;
    return order;
  }

  #line(order: number, item: number): number {
    let seen = 0;
    for (let line = this.#firstLine.data[order]!; line !== NONE; line = this.#nextLine.data[line]!) {
      if (this.#item.data[line] === item) return line;
      if (++seen === NARROW) return this.#lineOfWide(order, item);
    }
    return this.#openLine(order, item);
  }

  /** Orders can be made as long as anybody likes, event by event: a search from end to end would hold up the fold. */
  #lineOfWide(order: number, item: number): number {
    const lines = this.#wide.get(order) ?? this.#linesOf(order);
    this.#wide.set(order, lines);
    const line = lines.get(item) ?? this.#openLine(order, item);
    lines.set(item, line);
    return line;
  }

  #linesOf(order: number): Map<number, number> {
    const lines = new Map<number, number>();
    for (let line = this.#firstLine.data[order]!; line !== NONE; line = this.#nextLine.data[line]!) {
      lines.set(this.#item.data[line]!, line);
    }
    return lines;
  }

  #openLine(order: number, item: number): number {
    const line = this.#item.push(item);
    this.#placed.push(0);
    this.#taken.push(0);
    this.#withdrawn.push(0);
    this.#lineOutcome.push(NONE);
    this.#creditedDay.push(NEVER);
    this.#isFirst.push(0);
    this.#nextLine.push(this.#firstLine.data[order]!);
    this.#firstLine.data[order] = line;
    return line;
  }

  /** True if nothing of the kind was said of this order before. */
  #learn(order: number, fact: Fact, ofTheWhole: boolean): boolean {
    if (ofTheWhole) this.#ofTheWhole.data[order]! |= fact;
    if ((this.#said.data[order]! & fact) !== 0) return false;
    this.#said.data[order]! |= fact;
    this.#watcher.factLearned(this.#account.data[order]!, fact);
    return true;
  }

  #date(order: number, minute: number): void {
    this.#minute.data[order] = minute;
    // When things were taken home tells groups that move together.
    if ((this.#said.data[order]! & FULFILLED) !== 0) this.#ballots.touch(this.#account.data[order]!);
    this.#watcher.orderDated(order, this.#account.data[order]!, minute);
  }

  /** Of two placements the earlier one dates the order: whatever was told of it is told anew. */
  #redate(order: number, minute: number): void {
    const before = this.#minute.data[order]!;
    for (let line = this.#firstLine.data[order]!; line !== NONE; line = this.#nextLine.data[line]!) {
      const item = this.#item.data[line]!;
      const units = this.#placed.data[line]!;
      const outcome = this.#lineOutcome.data[line]!;
      if (units > 0) {
        this.#watcher.unitsPlaced(item, before, -units);
        this.#watcher.unitsPlaced(item, minute, units);
      }
      if (outcome === NONE) continue;
      this.#watcher.lineMoved(item, before, outcome, NONE);
      this.#watcher.lineMoved(item, minute, NONE, outcome);
    }
    this.#watcher.orderMoved(before, this.#outcome.data[order]!, NONE);
    this.#watcher.orderMoved(minute, NONE, this.#outcome.data[order]!);
    this.#date(order, minute);
  }

  #placeUnits(order: number, item: number, units: number): void {
    const line = this.#line(order, item);
    const before = this.#placed.data[line]!;
    if (units <= before) return;
    this.#placed.data[line] = units;
    if (before === 0) this.#watcher.linePlaced(this.#account.data[order]!, item);
    this.#watcher.unitsPlaced(item, this.#minute.data[order]!, units - before);
  }

  #add(column: IntColumn, line: number, quantity: number | undefined): void {
    column.data[line] = Math.min(WHOLE, column.data[line]! + (quantity ?? WHOLE));
  }

  #settle(order: number): void {
    const said = this.#said.data[order]!;
    let isTaken = false;
    for (let line = this.#firstLine.data[order]!; line !== NONE; line = this.#nextLine.data[line]!) {
      isTaken = this.#settleLine(order, line, said) || isTaken;
    }
    const takenDay = isTaken ? this.#day.data[order]! : undefined;
    this.#traces.settle(order, this.#account.data[order]!, said, this.#minute.data[order]!, takenDay);
    if ((said & PLACED) === 0) return;
    const before = this.#outcome.data[order]!;
    const after = settleOrder(this.#ofTheWhole.data[order]!, said);
    if (after === before) return;
    this.#outcome.data[order] = after;
    this.#watcher.orderMoved(this.#minute.data[order]!, before, after);
  }

  /** True if the line is one that was taken home and still counts. */
  #settleLine(order: number, line: number, said: number): boolean {
    const settled = settleLine(
      this.#placed.data[line]!,
      this.#taken.data[line]!,
      this.#withdrawn.data[line]!,
      this.#ofTheWhole.data[order]!,
      said,
    );
    const account = this.#account.data[order]!;
    this.#credit(account, line, settled === OUTCOME.counted ? this.#day.data[order]! : NEVER);
    if ((said & PLACED) !== 0) this.#tell(order, line, this.#shown(account, line, settled));
    return settled === OUTCOME.counted;
  }

  /** Moves a line's credit to `day`, or away (`NEVER`). */
  #credit(account: number, line: number, day: number): void {
    const before = this.#creditedDay.data[line]!;
    if (day === before) return;
    const item = this.#item.data[line]!;
    this.#creditedDay.data[line] = day;
    if (before !== NEVER) {
      const isGone = this.#ballots.withdraw(account, item, before);
      if (this.#isFirst.data[line] === 1 && !isGone) this.#passOn(account, item, before);
      this.#isFirst.data[line] = 0;
    }
    if (day !== NEVER && this.#ballots.credit(account, item, day)) this.#isFirst.data[line] = 1;
  }

  /** The line that counted for a day is gone: another one of the same account, item and day takes its place. */
  #passOn(account: number, item: number, day: number): void {
    for (
      let order = this.#lastOrder.data[account]!;
      order !== NONE;
      order = this.#nextOfAccount.data[order]!
    ) {
      for (let line = this.#firstLine.data[order]!; line !== NONE; line = this.#nextLine.data[line]!) {
        if (this.#item.data[line] !== item || this.#creditedDay.data[line] !== day) continue;
        this.#isFirst.data[line] = 1;
        if (this.#lineOutcome.data[line] !== NONE)
          this.#tell(order, line, this.#shown(account, line, OUTCOME.counted));
        return;
      }
    }
  }

  #shown(account: number, line: number, settled: Outcome): Outcome {
    if (settled !== OUTCOME.counted) return settled;
    if (this.isQuarantined(account)) return OUTCOME.quarantined;
    return this.#isFirst.data[line] === 1 ? OUTCOME.counted : OUTCOME.repeated;
  }

  #tell(order: number, line: number, after: Outcome): void {
    const before = this.#lineOutcome.data[line]!;
    if (after === before) return;
    this.#lineOutcome.data[line] = after;
    this.#watcher.lineMoved(this.#item.data[line]!, this.#minute.data[order]!, before, after);
  }
}
