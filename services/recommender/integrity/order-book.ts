import type { Ballots } from '../votes/ballots.ts';
import { IntColumn } from '../votes/column.ts';
import { NONE } from '../votes/day-counts.ts';
import { NEVER } from '../votes/event-time.ts';
import { Interner } from '../votes/interner.ts';
import type { OrderBookWatcher } from './order-book-watcher.ts';
import { OrderLines } from './order-lines.ts';
import { OrderTraces } from './order-traces.ts';
import { OrdersOfAccounts } from './orders-of-accounts.ts';
import { type Part, unitsByItem } from './part.ts';
import {
  type Ending,
  type Fact,
  FULFILLED,
  type Outcome,
  OUTCOME,
  PLACED,
  REFUNDED,
  settleOrder,
} from './settlement.ts';

/**
 * All that was said about orders, merged so that neither the order nor the number of arrivals matters:
 * statements are flags, placements merge by the largest quantity of each item, parts add up, the day is that
 * of the earliest hand-over. After each statement the order is settled anew and the difference goes to the
 * ballots. An order belongs to the account that its events name: what others say of it is another order.
 */
export class OrderBook {
  /** Not saved: given. */
  readonly #ballots: Ballots;
  /** Not saved: given. */
  readonly #watcher: OrderBookWatcher;
  readonly #traces: OrderTraces;
  readonly #lines = new OrderLines();
  /** By order: its key. */
  readonly #keys = new Interner();
  /** By order: its account, facts said of the whole, facts said at all, day taken, minute placed (`NEVER`: not heard of), outcome. */
  readonly #account = new IntColumn();
  readonly #ofTheWhole = new IntColumn();
  readonly #said = new IntColumn();
  readonly #day = new IntColumn();
  readonly #minute = new IntColumn();
  readonly #outcome = new IntColumn();
  /** Not saved: it follows from the orders' accounts. */
  readonly #ofAccounts = new OrdersOfAccounts();
  readonly #quarantined = new IntColumn();

  constructor(ballots: Ballots, watcher: OrderBookWatcher) {
    this.#ballots = ballots;
    this.#watcher = watcher;
    this.#traces = new OrderTraces(watcher);
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
    if (parts) this.#lines.take(order, parts);
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
    if (parts) this.#lines.withdraw(order, parts);
    this.#settle(order);
  }

  /** The account's orders, the last one heard of first, until `visit` returns false. */
  visitOrdersOf(account: number, visit: (order: number) => boolean): void {
    let order = this.#ofAccounts.lastOf(account);
    while (order !== NONE && visit(order)) order = this.#ofAccounts.beforeOf(order);
  }

  /** The id that the order's events name. */
  idOf(order: number): string {
    // Ids have no control characters: what follows one tells orders of the same name apart.
    return this.#keys.nameOf(order).split('\n', 1)[0]!;
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
    const lines = this.#lines;
    for (let line = lines.firstOf(order); line !== NONE; line = lines.next(line)) {
      visit(lines.item.data[line]!, lines.placed.data[line]!, lines.outcome.data[line]!);
    }
  }

  /** Puts an account in quarantine or takes it out; its credits stay where they are. */
  setQuarantined(account: number, isQuarantined: boolean): void {
    const chains = this.#ofAccounts;
    this.#quarantined.ensure(account + 1);
    this.#quarantined.data[account] = isQuarantined ? 1 : 0;
    this.#ballots.touch(account);
    for (let order = chains.lastOf(account); order !== NONE; order = chains.beforeOf(order)) {
      this.#settle(order);
    }
  }

  /** Calls `visit(item, minute of the placement, day, order)` for every line taken home before a day; order by order. */
  visitTaken(
    account: number,
    before: number,
    visit: (item: number, minute: number, day: number, order: number) => void,
  ): void {
    const lines = this.#lines;
    const chains = this.#ofAccounts;
    for (let order = chains.lastOf(account); order !== NONE; order = chains.beforeOf(order)) {
      for (let line = lines.firstOf(order); line !== NONE; line = lines.next(line)) {
        const day = lines.creditedDay.data[line]!;
        if (day < before) visit(lines.item.data[line]!, this.#minute.data[order]!, day, order);
      }
    }
  }

  /** Bytes that the facts about accounts take by order, capacity included. */
  get traceBytes(): number {
    return this.#traces.bytes;
  }

  save() {
    return {
      traces: this.#traces.save(),
      lines: this.#lines.save(),
      keys: this.#keys.save(),
      account: this.#account.save(),
      ofTheWhole: this.#ofTheWhole.save(),
      said: this.#said.save(),
      day: this.#day.save(),
      minute: this.#minute.save(),
      outcome: this.#outcome.save(),
      quarantined: this.#quarantined.save(),
    };
  }

  /** Holds what another book held, telling nobody of it. */
  restore(saved: ReturnType<OrderBook['save']>): void {
    this.#traces.restore(saved.traces);
    this.#lines.restore(saved.lines);
    this.#keys.restore(saved.keys);
    this.#account.restore(saved.account);
    this.#ofTheWhole.restore(saved.ofTheWhole);
    this.#said.restore(saved.said);
    this.#day.restore(saved.day);
    this.#minute.restore(saved.minute);
    this.#outcome.restore(saved.outcome);
    this.#quarantined.restore(saved.quarantined);
    this.#ofAccounts.clear();
    for (let order = 0; order < this.size; order++) this.#ofAccounts.add(this.#account.data[order]!);
  }

  #order(orderId: string, account: number): number {
    const known = this.#keys.find(orderId);
    if (known === undefined) return this.#open(orderId, account);
    if (this.#account.data[known] === account) return known;
    const key = `${orderId}\n${account}`;
    return this.#keys.find(key) ?? this.#open(key, account);
  }

  #open(key: string, account: number): number {
    const order = this.#account.push(account);
    this.#keys.add(key);
    this.#ofTheWhole.push(0);
    this.#said.push(0);
    this.#day.push(NEVER);
    this.#minute.push(NEVER);
    this.#outcome.push(NONE);
    this.#lines.addOrder();
    this.#quarantined.ensure(account + 1);
    this.#ofAccounts.add(account);
    return order;
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
    const lines = this.#lines;
    const before = this.#minute.data[order]!;
    for (let line = lines.firstOf(order); line !== NONE; line = lines.next(line)) {
      const item = lines.item.data[line]!;
      const units = lines.placed.data[line]!;
      const outcome = lines.outcome.data[line]!;
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
    const lines = this.#lines;
    const line = lines.lineFor(order, item);
    const before = lines.placed.data[line]!;
    if (units <= before) return;
    lines.placed.data[line] = units;
    this.#watcher.unitsPlaced(item, this.#minute.data[order]!, units - before);
  }

  #settle(order: number): void {
    const lines = this.#lines;
    const said = this.#said.data[order]!;
    let isTaken = false;
    for (let line = lines.firstOf(order); line !== NONE; line = lines.next(line)) {
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
    const settled = this.#lines.settled(line, this.#ofTheWhole.data[order]!, said);
    const account = this.#account.data[order]!;
    this.#credit(account, line, settled === OUTCOME.counted ? this.#day.data[order]! : NEVER);
    if ((said & PLACED) !== 0) this.#tell(order, line, this.#shown(account, line, settled));
    return settled === OUTCOME.counted;
  }

  /** Moves a line's credit to `day`, or away (`NEVER`). */
  #credit(account: number, line: number, day: number): void {
    const lines = this.#lines;
    const before = lines.creditedDay.data[line]!;
    if (day === before) return;
    const item = lines.item.data[line]!;
    lines.creditedDay.data[line] = day;
    if (before !== NEVER) {
      const isGone = this.#ballots.withdraw(account, item, before);
      if (lines.isFirst.data[line] === 1 && !isGone) this.#passOn(account, item, before);
      lines.isFirst.data[line] = 0;
    }
    if (day !== NEVER && this.#ballots.credit(account, item, day)) lines.isFirst.data[line] = 1;
  }

  /** The line that counted for a day is gone: another one of the same account, item and day takes its place. */
  #passOn(account: number, item: number, day: number): void {
    const lines = this.#lines;
    const chains = this.#ofAccounts;
    for (let order = chains.lastOf(account); order !== NONE; order = chains.beforeOf(order)) {
      for (let line = lines.firstOf(order); line !== NONE; line = lines.next(line)) {
        if (lines.item.data[line] !== item || lines.creditedDay.data[line] !== day) continue;
        lines.isFirst.data[line] = 1;
        if (lines.outcome.data[line] !== NONE)
          this.#tell(order, line, this.#shown(account, line, OUTCOME.counted));
        return;
      }
    }
  }

  #shown(account: number, line: number, settled: Outcome): Outcome {
    if (settled !== OUTCOME.counted) return settled;
    if (this.isQuarantined(account)) return OUTCOME.quarantined;
    return this.#lines.isFirst.data[line] === 1 ? OUTCOME.counted : OUTCOME.repeated;
  }

  #tell(order: number, line: number, after: Outcome): void {
    const lines = this.#lines;
    const before = lines.outcome.data[line]!;
    if (after === before) return;
    lines.outcome.data[line] = after;
    this.#watcher.lineMoved(lines.item.data[line]!, this.#minute.data[order]!, before, after);
  }
}
