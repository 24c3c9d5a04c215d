import type { Finding } from './monitor.ts';

/** An item's share of what is taken home, from 0 to 1, before and now. */
export interface Mover {
  readonly itemId: string;
  readonly before: number;
  readonly now: number;
}

const TOLD = 5;

const percent = (share: number): string => `${(share * 100).toFixed(1)}%`;

/** What moved most, for people. */
export const moversAmong = (items: readonly Mover[]): Finding['facts']['about'] =>
  items
    .toSorted((a, b) => Math.abs(b.now - b.before) - Math.abs(a.now - a.before))
    .slice(0, TOLD)
    .map(({ itemId, before, now }) => ({
      what: 'item',
      id: itemId,
      note: `${percent(before)} before, ${percent(now)} now`,
    }));
