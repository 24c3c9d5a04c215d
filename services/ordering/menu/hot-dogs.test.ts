import { describe, expect, test } from '@jest/globals';
import { itemListed } from '../../contracts/events.ts';
import { hotDogs } from './hot-dogs.ts';

describe('the menu', () => {
  test('has #8, the Blue Cheese and Potato Chip Complete', () => {
    expect(hotDogs.find(({ number }) => number === 8)).toMatchObject({
      itemId: 'bcpcc-8',
      name: 'Blue Cheese and Potato Chip Complete',
      price: 850,
    });
  });

  test('is numbered from 1, each id ends with its number, and each can be listed', () => {
    expect(hotDogs.length).toBeGreaterThanOrEqual(12);
    hotDogs.forEach((dog, index) => {
      expect(dog.number).toBe(index + 1);
      expect(dog.itemId.split('-').at(-1)).toBe(String(dog.number));
      expect(itemListed.shape.data.parse(dog)).toEqual(dog);
    });
  });
});
