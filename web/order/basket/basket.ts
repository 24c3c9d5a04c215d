import { z } from 'zod';
import type { MenuItem } from '../../../services/contracts/http/ordering.ts';
import { itemId } from '../../../services/contracts/primitives.ts';

/** What a person wants to order: each item once, quantities of 1 or more. */
export const basket = z.array(z.object({ itemId, quantity: z.int().min(1).max(100) })).max(50);
export type Basket = Readonly<z.infer<typeof basket>>;

export const quantityOf = (lines: Basket, item: string): number =>
  lines.find((line) => line.itemId === item)?.quantity ?? 0;

export const unitsIn = (lines: readonly { readonly quantity: number }[]): number =>
  lines.reduce((sum, { quantity }) => sum + quantity, 0);

/** The basket with `quantity` of an item; 0 or less takes it out. */
export const withQuantity = (lines: Basket, item: string, quantity: number): Basket => {
  if (quantity <= 0) return lines.filter((line) => line.itemId !== item);
  if (quantityOf(lines, item) === 0) return [...lines, { itemId: item, quantity }];
  return lines.map((line) => (line.itemId === item ? { ...line, quantity } : line));
};

/** The basket with the lines of an order added, such as one that was cancelled. */
export const withLines = (
  lines: Basket,
  more: readonly { readonly itemId: string; readonly quantity: number }[],
): Basket =>
  more.reduce<Basket>(
    (sum, { itemId: item, quantity }) => withQuantity(sum, item, quantityOf(sum, item) + quantity),
    lines,
  );

/** What the basket costs in minor units, at the menu's prices. */
export const totalOf = (lines: Basket, menu: readonly MenuItem[]): number => {
  const prices = new Map(menu.map((item) => [item.itemId, item.price]));
  return lines.reduce((sum, line) => sum + line.quantity * (prices.get(line.itemId) ?? 0), 0);
};

/**
 * How many of an item the basket takes: what is left of it, and no more than one account may hold at all.
 * What the whole basket is over that by is said beside it, not by buttons that don't work.
 */
export const mostOf = (item: MenuItem, holdLimit: number): number => Math.min(item.stock.left, holdLimit);

/** Units to take out before the account's open orders, which hold `held`, can hold the basket as well. */
export const unitsOver = (lines: Basket, held: number, holdLimit: number): number =>
  Math.max(0, unitsIn(lines) + held - holdLimit);

/** Lines that can't be had as they are any more: others have ordered, or the item has left the menu. */
export const shortLines = (
  lines: Basket,
  menu: readonly MenuItem[],
): readonly { readonly itemId: string; readonly left: number }[] => {
  const left = new Map(menu.map((item) => [item.itemId, item.stock.left]));
  return lines
    .map((line) => ({ itemId: line.itemId, left: left.get(line.itemId) ?? 0, quantity: line.quantity }))
    .filter((line) => line.left < line.quantity)
    .map(({ itemId: item, left: most }) => ({ itemId: item, left: most }));
};
