import type { Answer } from '../../contracts/http/answers.ts';
import { IntColumn } from '../votes/column.ts';
import type { Arm } from './arms.ts';
import type { Split } from './e-value.ts';
import { RolloutSeries, type SeriesRow } from './rollout-series.ts';

/** So many accounts tell whatever can be told; those that come later aren't counted. */
const MOST_ACCOUNTS = 200_000;
/** Items that are watched: those that came first. Each has its share of the error, the first ones the most. */
const MOST_ITEMS = 2_000;

/** What is counted of an account, once. */
export const MARKS = ['converted', 'errors', 'safetyNet', 'deadline'] as const;
export type Mark = (typeof MARKS)[number];

const CONTROL = 1;
const bitOf = (mark: Mark): number => 2 << MARKS.indexOf(mark);
/** Of each arm: accounts, and accounts with each mark. */
const COUNTS = 1 + MARKS.length;

const zeros = (length: number): number[] => Array.from({ length }, () => 0);

/** A certificate under so many accounts is small: each rung is a question of its own. */
export const RUNGS = [1, 2, 3, 5, 8, 12, 20, 32, 50, 80, 128] as const;

/** A list that went out. */
export interface Shown {
  /** The rung of the rendezvous. */
  readonly servedBy: string;
  readonly items: readonly { readonly itemId: string }[];
  readonly certificate: Pick<Answer['certificate'], 'set'>;
}

/**
 * What a list says against the model that the account was given, which is the one preferred there: whoever else answers
 * stood in for it, and `default` is the list without any model.
 */
const faultsOf = ({ servedBy: by, items }: Shown): readonly Mark[] => {
  return [
    ...(by === 'default' || items.length === 0 ? (['errors'] as const) : []),
    ...(by === 'default' || by === 'safety-net' ? (['safetyNet'] as const) : []),
    ...(by === 'preferred' ? [] : (['deadline'] as const)),
  ];
};

/** An item and in how many accounts' first lists it was. */
export interface ShownItem extends Split {
  readonly itemId: string;
}

/**
 * What a rollout is judged by: accounts, each in the arm of its first list for good, and what happened to them, each
 * thing once. So nobody counts more than one account, however often it asks or orders, and the order in which orders
 * arrive doesn't matter. About 60 bytes an account, at most 200,000 accounts.
 */
export class RolloutCounts {
  readonly #accounts = new IntColumn();
  readonly #minutes = new IntColumn();
  /** By row: 1 for the control, and the bits of what happened. */
  readonly #bits = new IntColumn();
  /** Not saved: it follows from the accounts. */
  readonly #rows = new Map<number, number>();
  /** Not saved: it follows from the bits. */
  readonly #totals = zeros(2 * COUNTS);
  /** By arm and rung: accounts whose first list has a certificate under it. */
  #small = zeros(2 * RUNGS.length);
  readonly #items = new Map<string, [number, number]>();
  readonly #series = new RolloutSeries();
  #lastSeen = -1;

  /** Minutes since 1970 UTC of the last list for an established account; undefined while there was none. */
  get lastSeen(): number | undefined {
    return this.#lastSeen < 0 ? undefined : this.#lastSeen;
  }

  get accounts(): Split {
    return this.#split(0);
  }

  get rows(): readonly SeriesRow[] {
    return this.#series.rows;
  }

  /** As they are now, for a row. */
  get totals(): readonly number[] {
    return this.#totals;
  }

  has(account: number): boolean {
    return this.#rows.has(account);
  }

  of(mark: Mark): Split {
    return this.#split(1 + MARKS.indexOf(mark));
  }

  /** Accounts whose first list has a certificate under the rung. */
  smallUnder(rung: number): Split {
    return { challenger: this.#small[rung] ?? 0, control: this.#small[RUNGS.length + rung] ?? 0 };
  }

  /** In the order in which they first were in a list. */
  items(): readonly ShownItem[] {
    return Array.from(this.#items, ([itemId, [challenger, control]]) => ({ itemId, challenger, control }));
  }

  /** Somebody who counts looks. */
  noteSeen(minute: number): void {
    this.#lastSeen = Math.max(this.#lastSeen, minute);
  }

  /** A list for an account that counts. @param arm that of this list; one of another arm than the first says nothing */
  noteShown(account: number, arm: Arm, minute: number, shown: Shown): void {
    this.noteSeen(minute);
    if (!this.has(account)) this.#add(account, arm, minute, shown);
    const row = this.#rows.get(account);
    if (row === undefined || this.#armOf(row) !== arm) return;
    for (const fault of faultsOf(shown)) this.#mark(row, fault, minute);
  }

  /** An order that was fulfilled then. @param window minutes within which it counts for the first list */
  noteFulfilled(account: number, minute: number, window: number): void {
    const row = this.#rows.get(account);
    if (row === undefined) return;
    const since = minute - this.#minutes.data[row]!;
    if (since >= 0 && since <= window) this.#mark(row, 'converted', minute);
  }

  save() {
    return {
      accounts: this.#accounts.save(),
      minutes: this.#minutes.save(),
      bits: this.#bits.save(),
      small: this.#small,
      items: this.#items,
      series: this.#series.save(),
      lastSeen: this.#lastSeen,
    };
  }

  restore(saved: ReturnType<RolloutCounts['save']>): void {
    this.#accounts.restore(saved.accounts);
    this.#minutes.restore(saved.minutes);
    this.#bits.restore(saved.bits);
    this.#small = [...saved.small];
    this.#items.clear();
    for (const [itemId, [challenger, control]] of saved.items) this.#items.set(itemId, [challenger, control]);
    this.#series.restore(saved.series);
    this.#lastSeen = saved.lastSeen;
    this.#rows.clear();
    this.#totals.fill(0);
    for (let row = 0; row < this.#bits.length; row++) {
      this.#rows.set(this.#accounts.data[row]!, row);
      const first = this.#armOf(row) === 'control' ? COUNTS : 0;
      this.#totals[first]! += 1;
      MARKS.forEach((mark, index) => {
        if ((this.#bits.data[row]! & bitOf(mark)) > 0) this.#totals[first + 1 + index]! += 1;
      });
    }
  }

  #split(count: number): Split {
    return { challenger: this.#totals[count] ?? 0, control: this.#totals[COUNTS + count] ?? 0 };
  }

  #armOf(row: number): Arm {
    return (this.#bits.data[row]! & CONTROL) > 0 ? 'control' : 'challenger';
  }

  #add(account: number, arm: Arm, minute: number, { items, certificate }: Shown): void {
    if (this.#rows.size >= MOST_ACCOUNTS) return;
    const isControl = arm === 'control';
    this.#rows.set(account, this.#accounts.push(account));
    this.#minutes.push(minute);
    this.#bits.push(isControl ? CONTROL : 0);
    this.#totals[isControl ? COUNTS : 0]! += 1;
    RUNGS.forEach((rung, index) => {
      if (certificate.set < rung) this.#small[index + (isControl ? RUNGS.length : 0)]! += 1;
    });
    for (const itemId of new Set(items.map((item) => item.itemId))) this.#noteItem(itemId, isControl);
    this.#series.note(minute, this.#totals);
  }

  #noteItem(itemId: string, isControl: boolean): void {
    const known = this.#items.get(itemId);
    const counts = known ?? [0, 0];
    if (!known && this.#items.size >= MOST_ITEMS) return;
    counts[isControl ? 1 : 0] += 1;
    if (!known) this.#items.set(itemId, counts);
  }

  #mark(row: number, mark: Mark, minute: number): void {
    const bit = bitOf(mark);
    if ((this.#bits.data[row]! & bit) > 0) return;
    this.#bits.data[row]! |= bit;
    this.#totals[(this.#armOf(row) === 'control' ? COUNTS : 0) + 1 + MARKS.indexOf(mark)]! += 1;
    this.#series.note(minute, this.#totals);
  }
}

/** What a row of the series counted of a mark; of accounts without one. */
export const splitIn = (counts: readonly number[], mark?: Mark): Split => {
  const index = mark === undefined ? 0 : 1 + MARKS.indexOf(mark);
  return { challenger: counts[index] ?? 0, control: counts[COUNTS + index] ?? 0 };
};
