import { outcomes } from '../integrity/settlement.ts';
import { SumColumn } from '../votes/column.ts';

/** There is a bucket for every minute, and few items are ordered in one. */
const FEW = 16;

/** Counts by item: of the units placed, and of the lines counted. */
export class ItemCounts {
  readonly raw = new SumColumn(FEW);
  readonly counted = new SumColumn(FEW);
}

/** Counts of one stretch of time: orders and lines by outcome, and by item. */
export class Bucket extends ItemCounts {
  readonly orders = new Int32Array(outcomes.length);
  readonly lines = new Int32Array(outcomes.length);
}

export const addTo = (counts: SumColumn, item: number, change: number): void => {
  counts.ensure(item + 1);
  counts.data[item]! += change;
};

export const countOf = (counts: SumColumn, item: number): number => counts.data[item] ?? 0;

export const sumOf = ({ data }: SumColumn): number => data.reduce((sum, count) => sum + count, 0);
