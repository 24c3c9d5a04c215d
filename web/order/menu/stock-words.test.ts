import { describe, expect, test } from '@jest/globals';
import { itemsMatching } from './items-matching.ts';
import { stockWords } from './stock-words.ts';

const stock = (left: number, held = 0) => ({ made: 40, left, held, sold: 40 - left - held });

describe('what is left', () => {
  test('tells held from sold out', () => {
    expect(stockWords({ availability: 'held', stock: stock(0, 3) }).words).toMatch(/held — may come free/);
    expect(stockWords({ availability: 'soldout', stock: stock(0) }).words).toBe('Sold out today');
  });

  test('is counted, and said louder when it is little', () => {
    expect(stockWords({ availability: 'available', stock: stock(12) }).words).toBe('12 left today');
    expect(stockWords({ availability: 'available', stock: stock(1) }).words).toBe('Only 1 left');
  });
});

test('a search finds by number, name and description, all words at once', () => {
  const menu = [
    { itemId: 'a', number: 8, name: 'Blue Cheese', description: 'with chips' },
    { itemId: 'b', number: 18, name: 'Blue Moon', description: 'with onions' },
  ].map((item) => ({ ...item, price: 1, stock: stock(1), availability: 'available' as const }));
  expect(itemsMatching(menu, ' BLUE onion ').map(({ itemId }) => itemId)).toEqual(['b']);
  expect(itemsMatching(menu, '#8').map(({ itemId }) => itemId)).toEqual(['a']);
  expect(itemsMatching(menu, '')).toHaveLength(2);
});
