import { IntColumn } from './column.ts';
import { NONE } from './day-counts.ts';

const FIRST_SLOTS = 4_096;

const hash = (account: number, item: number): number => {
  let h = Math.imul(account, 0x9e3779b1) ^ Math.imul(item + 0x7f4a7c15, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  return (h ^ (h >>> 13)) >>> 0;
};

/** Gives each (account, item) a small integer. Open addressing over typed arrays, at most half full. */
export class PairTable {
  readonly account = new IntColumn();
  readonly item = new IntColumn();
  /** Not saved: it follows from the pairs. */
  #slots = new Int32Array(FIRST_SLOTS).fill(NONE);

  get size(): number {
    return this.account.length;
  }

  /** The pair's index, or `NONE`. */
  find(account: number, item: number): number {
    return this.#slots[this.#slot(account, item)]!;
  }

  /** The pair's index; a new pair gets the next one. */
  intern(account: number, item: number): number {
    const slot = this.#slot(account, item);
    const known = this.#slots[slot]!;
    if (known !== NONE) return known;
    const pair = this.account.push(account);
    this.item.push(item);
    this.#slots[slot] = pair;
    if (this.size * 2 > this.#slots.length) this.#place(this.#slots.length * 2);
    return pair;
  }

  get bytes(): number {
    return this.#slots.byteLength + this.account.data.byteLength + this.item.data.byteLength;
  }

  save() {
    return { account: this.account.save(), item: this.item.save() };
  }

  restore(saved: ReturnType<PairTable['save']>): void {
    this.account.restore(saved.account);
    this.item.restore(saved.item);
    let slots = FIRST_SLOTS;
    while (slots < this.size * 2) slots *= 2;
    this.#place(slots);
  }

  #slot(account: number, item: number): number {
    const mask = this.#slots.length - 1;
    let slot = hash(account, item) & mask;
    for (let pair = this.#slots[slot]!; pair !== NONE; pair = this.#slots[slot]!) {
      if (this.account.data[pair] === account && this.item.data[pair] === item) return slot;
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /** Puts every pair to its place among so many slots. */
  #place(slots: number): void {
    this.#slots = new Int32Array(slots).fill(NONE);
    for (let pair = 0; pair < this.size; pair++) {
      this.#slots[this.#slot(this.account.data[pair]!, this.item.data[pair]!)] = pair;
    }
  }
}
