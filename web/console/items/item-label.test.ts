import { describe, expect, it } from '@jest/globals';
import { itemLabel, shortItemLabel } from './item-label.ts';

describe('what people call an item', () => {
  it.each([
    [{ itemId: 'bcpcc-8', name: 'Blue Cheese' }, '#8 Blue Cheese', '#8'],
    [{ itemId: 'bcpcc-8', name: '#8 Blue Cheese' }, '#8 Blue Cheese', '#8'],
    [{ itemId: 'new-york-3', name: 'New York' }, '#3 New York', '#3'],
    [{ itemId: '85123A', name: 'WHITE HANGING HEART' }, 'WHITE HANGING HEART', 'WHITE HANGING HEART'],
    [{ itemId: 'bcpcc-8' }, 'bcpcc-8', 'bcpcc-8'],
  ])('%j', (item, long, short) => {
    expect([itemLabel(item), shortItemLabel(item)]).toEqual([long, short]);
  });
});
