export interface Part {
  readonly item: number;
  /** Absent: the whole line. */
  readonly quantity: number | undefined;
}

/** More than any order has: stands for "the whole line". Sums of units are clamped to it. */
export const WHOLE = 1_000_000_000;

/** The units of a placement by item; a line without a quantity is one unit. */
export const unitsByItem = (lines: readonly Part[]): ReadonlyMap<number, number> => {
  const units = new Map<number, number>();
  for (const { item, quantity } of lines) {
    units.set(item, Math.min(WHOLE, (units.get(item) ?? 0) + (quantity ?? 1)));
  }
  return units;
};
