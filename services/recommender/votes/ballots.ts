import { checkChains } from './check-chains.ts';
import { IntColumn, NOTHING } from './column.ts';
import { DayCounts, NONE } from './day-counts.ts';
import { PairTable } from './pair-table.ts';

/**
 * What everybody took home: for each (account, item) the days on which it did, and for each account its
 * days. Facts only: what they are worth on a given day is the tally's business. Every credit can be
 * withdrawn exactly, and the order in which credits come doesn't matter.
 */
export class Ballots {
  readonly pairs = new PairTable();
  readonly days = new DayCounts();
  /** By pair: its days. */
  readonly pairDays = new IntColumn(NONE);
  /** By pair: the next one of the same account. Not saved: it follows from the pairs, the last one coming first. */
  readonly nextOfAccount = new IntColumn(NONE);
  /** By account: its first pair. Not saved: it follows from the pairs. */
  readonly firstOfAccount = new IntColumn(NONE);
  /** By account: its days, how many distinct ones. */
  readonly accountDays = new IntColumn(NONE);
  readonly dayCount = new IntColumn();
  /** Not saved: whoever counts anew touches every account. */
  readonly #isDirty = new IntColumn();
  /** Not saved: whoever counts anew touches every account. */
  #dirty: number[] = [];

  /** An account took an item home on a day (days since 1970 UTC). True if that is new for the three. */
  credit(account: number, item: number, day: number): boolean {
    this.#ensureAccount(account);
    const pair = this.#pair(account, item);
    const isNew = this.days.add(this.pairDays, pair, day);
    if (this.days.add(this.accountDays, account, day)) this.dayCount.data[account]!++;
    this.#touch(account);
    return isNew;
  }

  /** Takes exactly one earlier credit back. True if the day is gone for the three. */
  withdraw(account: number, item: number, day: number): boolean {
    const isGone = this.days.remove(this.pairDays, this.pairs.find(account, item), day);
    if (this.days.remove(this.accountDays, account, day)) this.dayCount.data[account]!--;
    this.#touch(account);
    return isGone;
  }

  /** Has the account an unwithdrawn credit for the item? */
  has(account: number, item: number): boolean {
    const pair = this.pairs.find(account, item);
    return pair !== NONE && this.pairDays.data[pair] !== NONE;
  }

  /** Has the account taken anything home on any day? */
  hasDays(account: number): boolean {
    return (this.accountDays.data[account] ?? NONE) !== NONE;
  }

  /** Calls `visit` for each item that the account took home: on how many distinct days, and the last of them. */
  eachTaken(account: number, visit: (item: number, days: number, last: number) => void): void {
    const { nextOfAccount, pairDays, days } = this;
    for (
      let pair = this.firstOfAccount.data[account] ?? NONE;
      pair !== NONE;
      pair = nextOfAccount.data[pair]!
    ) {
      let count = 0;
      let last = NONE;
      days.each(pairDays.data[pair]!, (day) => {
        if (count++ === 0) last = day;
      });
      if (count > 0) visit(this.pairs.item.data[pair]!, count, last);
    }
  }

  /** Accounts whose votes or standing may have changed since the last call. */
  takeDirty(): readonly number[] {
    const dirty = this.#dirty;
    for (const account of dirty) this.#isDirty.data[account] = 0;
    this.#dirty = [];
    return dirty;
  }

  /** Marks an account whose standing changed for another reason, such as moderation. */
  touch(account: number): void {
    this.#ensureAccount(account);
    this.#touch(account);
  }

  /** Bytes held, capacity included. */
  get bytes(): number {
    const columns = [this.pairDays, this.nextOfAccount, this.firstOfAccount, this.accountDays, this.dayCount];
    return columns.reduce((sum, { data }) => sum + data.byteLength, this.pairs.bytes + this.days.bytes);
  }

  save() {
    return {
      pairs: this.pairs.save(),
      days: this.days.save(),
      pairDays: this.pairDays.save(),
      accountDays: this.accountDays.saveFilled(),
      dayCount: this.dayCount.saveFilled(),
    };
  }

  /** Holds what other ballots held; nobody is dirty. */
  restore(saved: ReturnType<Ballots['save']>): void {
    checkChains(saved.days.next, saved.pairDays, saved.accountDays, [saved.days.free]);
    this.pairs.restore(saved.pairs);
    this.days.restore(saved.days);
    this.pairDays.restore(saved.pairDays);
    this.accountDays.restore(saved.accountDays);
    this.dayCount.restore(saved.dayCount);
    for (const column of [this.nextOfAccount, this.firstOfAccount, this.#isDirty]) column.restore(NOTHING);
    this.#dirty = [];
    for (let pair = 0; pair < this.pairs.size; pair++) {
      this.#ensureAccount(this.pairs.account.data[pair]!);
      this.#link(this.pairs.account.data[pair]!, pair);
    }
  }

  #pair(account: number, item: number): number {
    const known = this.pairs.size;
    const pair = this.pairs.intern(account, item);
    if (pair < known) return pair;
    this.pairDays.push(NONE);
    this.#link(account, pair);
    return pair;
  }

  #link(account: number, pair: number): void {
    this.nextOfAccount.push(this.firstOfAccount.data[account]!);
    this.firstOfAccount.data[account] = pair;
  }

  #ensureAccount(account: number): void {
    if (account < this.firstOfAccount.length) return;
    this.firstOfAccount.ensure(account + 1);
    this.accountDays.ensure(account + 1);
    this.dayCount.ensure(account + 1);
    this.#isDirty.ensure(account + 1);
  }

  #touch(account: number): void {
    if (this.#isDirty.data[account] === 1) return;
    this.#isDirty.data[account] = 1;
    this.#dirty.push(account);
  }
}
