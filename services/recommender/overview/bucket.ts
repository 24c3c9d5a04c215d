import { outcomes } from '../integrity/settlement.ts';
import { SumColumn } from '../votes/column.ts';

/** Counts by item. */
export interface Counts {
  add(item: number, change: number): void;
  of(item: number): number;
  sum(): number;
}

/** Of all items, from the first to the last that was ever counted. */
class DenseCounts implements Counts {
  readonly column = new SumColumn();

  add(item: number, change: number): void {
    this.column.ensure(item + 1);
    this.column.data[item]! += change;
  }

  of(item: number): number {
    return this.column.data[item] ?? 0;
  }

  sum(): number {
    return this.column.data.reduce((sum, count) => sum + count, 0);
  }

  save() {
    return this.column.save();
  }

  restore(saved: Float64Array): void {
    this.column.restore(saved);
  }
}

/** Of the few items that anything happened to in a minute: there is a bucket for each. */
class SparseCounts implements Counts {
  #counts = new Map<number, number>();

  add(item: number, change: number): void {
    this.#counts.set(item, this.of(item) + change);
  }

  of(item: number): number {
    return this.#counts.get(item) ?? 0;
  }

  sum(): number {
    let sum = 0;
    for (const count of this.#counts.values()) sum += count;
    return sum;
  }

  save() {
    return this.#counts;
  }

  restore(saved: ReadonlyMap<number, number>): void {
    this.#counts = new Map(saved);
  }
}

/** Counts by item: of the units placed, and of the lines counted. */
export interface ItemCounts {
  readonly raw: Counts;
  readonly counted: Counts;
}

/** Orders and lines by outcome. */
class Outcomes {
  readonly orders = new Int32Array(outcomes.length);
  readonly lines = new Int32Array(outcomes.length);

  saveOutcomes() {
    return { orders: this.orders, lines: this.lines };
  }

  restoreOutcomes({ orders, lines }: ReturnType<Outcomes['saveOutcomes']>): void {
    this.orders.set(orders);
    this.lines.set(lines);
  }
}

/** Counts of one minute. */
export class MinuteBucket extends Outcomes implements ItemCounts {
  readonly raw = new SparseCounts();
  readonly counted = new SparseCounts();

  save() {
    return { ...this.saveOutcomes(), raw: this.raw.save(), counted: this.counted.save() };
  }

  restore(saved: ReturnType<MinuteBucket['save']>): void {
    this.restoreOutcomes(saved);
    this.raw.restore(saved.raw);
    this.counted.restore(saved.counted);
  }
}

/** Counts of one day, or of all time. */
export class Totals extends Outcomes implements ItemCounts {
  readonly raw = new DenseCounts();
  readonly counted = new DenseCounts();

  save() {
    return { ...this.saveOutcomes(), raw: this.raw.save(), counted: this.counted.save() };
  }

  restore(saved: ReturnType<Totals['save']>): void {
    this.restoreOutcomes(saved);
    this.raw.restore(saved.raw);
    this.counted.restore(saved.counted);
  }
}

export type Bucket = MinuteBucket | Totals;
