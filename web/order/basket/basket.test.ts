import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { MenuItem } from '../../../services/contracts/http/ordering.ts';
import {
  basket,
  mostOf,
  quantityOf,
  shortLines,
  totalOf,
  unitsIn,
  unitsOver,
  withLines,
  withQuantity,
  type Basket,
} from './basket.ts';

const item = (itemId: string, left: number, price = 500): MenuItem => ({
  itemId,
  number: 1,
  name: itemId,
  description: '',
  price,
  stock: { made: 100, left, held: 0, sold: 100 - left },
  availability: left > 0 ? 'available' : 'soldout',
});

describe('the basket', () => {
  test('counts an item once, however it got there', () => {
    const lines = withLines(withQuantity([], 'a', 2), [
      { itemId: 'a', quantity: 1 },
      { itemId: 'b', quantity: 1 },
    ]);
    expect(lines).toEqual([
      { itemId: 'a', quantity: 3 },
      { itemId: 'b', quantity: 1 },
    ]);
    expect(unitsIn(lines)).toBe(4);
  });

  test('lets go of an item at 0', () => {
    expect(withQuantity([{ itemId: 'a', quantity: 1 }], 'a', 0)).toEqual([]);
  });

  test('whatever is done to it, it can be ordered: each item once, at least 1 of it', () => {
    const change = fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: -2, max: 20 }));
    fc.assert(
      fc.property(fc.array(change), (changes) => {
        const lines = changes.reduce<Basket>((sum, [id, quantity]) => withQuantity(sum, id, quantity), []);
        expect(basket.safeParse(lines).success).toBe(true);
        expect(new Set(lines.map(({ itemId }) => itemId)).size).toBe(lines.length);
        for (const [id] of changes) {
          const last = changes.findLast(([other]) => other === id)?.[1] ?? 0;
          expect(quantityOf(lines, id)).toBe(Math.max(0, last));
        }
      }),
    );
  });

  test('costs what the menu says; what has left the menu costs nothing', () => {
    const lines = [
      { itemId: 'a', quantity: 2 },
      { itemId: 'gone', quantity: 1 },
    ];
    expect(totalOf(lines, [item('a', 5, 850)])).toBe(1_700);
  });

  test('takes no more than is left, nor than one account may hold', () => {
    expect(mostOf(item('a', 3), 6)).toBe(3);
    expect(mostOf(item('a', 30), 6)).toBe(6);
    expect(mostOf(item('a', 0), 6)).toBe(0);
  });

  test('says by how much it is over what may be held', () => {
    const lines = [{ itemId: 'a', quantity: 4 }];
    expect(unitsOver(lines, 2, 6)).toBe(0);
    expect(unitsOver(lines, 3, 6)).toBe(1);
  });

  test('notices what can’t be had any more', () => {
    const lines = [
      { itemId: 'a', quantity: 2 },
      { itemId: 'b', quantity: 2 },
      { itemId: 'gone', quantity: 1 },
    ];
    expect(shortLines(lines, [item('a', 2), item('b', 1)])).toEqual([
      { itemId: 'b', left: 1 },
      { itemId: 'gone', left: 0 },
    ]);
  });
});
