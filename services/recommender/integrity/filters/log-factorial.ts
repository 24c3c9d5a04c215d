import { logGamma } from './log-gamma.ts';

/** A millionth of a nat: whole numbers of it add up to the same sum in any order. */
export const NAT = 1_000_000;
const TABLED = 4_096;
const table: number[] = [];

const computed = (n: number): number => (n < 2 ? 0 : Math.round(NAT * logGamma(n + 1)));

/** ln n! in millionths of a nat. */
export const logFactorial = (n: number): number => {
  if (n >= TABLED) return computed(n);
  while (table.length <= n) table.push(computed(table.length));
  return table[n]!;
};
