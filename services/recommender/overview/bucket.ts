import { outcomes } from '../integrity/settlement.ts';

/** Counts of one stretch of time: orders and lines by outcome; by item the units placed and the lines counted. */
export class Bucket {
  readonly orders = new Int32Array(outcomes.length);
  readonly lines = new Int32Array(outcomes.length);
  readonly raw = new Map<number, number>();
  readonly counted = new Map<number, number>();
}

export const addTo = (counts: Map<number, number>, item: number, change: number): void => {
  counts.set(item, (counts.get(item) ?? 0) + change);
};
