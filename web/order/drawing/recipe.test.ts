import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { recipeOf } from './recipe.ts';

const shapesOf = (name: string, description = '', itemId = 'x-1') =>
  recipeOf({ itemId, name, description }).toppings.map(({ shape }) => shape);

describe('what is drawn', () => {
  test('#8 has blue cheese crumbles and chips, and no other cheese', () => {
    const shapes = shapesOf('Blue Cheese and Potato Chip Complete', 'Blue cheese and crushed potato chips.');
    expect(shapes).toEqual(['crumbles', 'chips']);
  });

  test('is what the words say, the telling ones first', () => {
    expect(shapesOf('Coney', 'Beanless chili, grated cheddar, raw white onion')).toEqual([
      'drape',
      'shreds',
      'beads',
    ]);
    expect(shapesOf('Classic', 'yellow mustard and ketchup')).toEqual(['wave', 'wave']);
  });

  test('tells the sausage from what lies on it', () => {
    const sausage = (description: string) => recipeOf({ itemId: 'x', name: 'x', description }).sausage;
    expect(sausage('A smoked carrot. Vegan.')).toBe('carrot');
    expect(sausage('Pickled carrot and daikon')).toBe('frank');
  });

  test('is sensible for an item that says nothing, and always the same', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (itemId) => {
        const recipe = recipeOf({ itemId, name: 'Friday Special' });
        expect(recipe.toppings.length).toBeGreaterThanOrEqual(1);
        expect(recipe.toppings.length).toBeLessThanOrEqual(4);
        expect(recipeOf({ itemId, name: 'Friday Special' })).toEqual(recipe);
      }),
    );
  });
});
