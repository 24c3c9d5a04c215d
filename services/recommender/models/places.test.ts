import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { placesWith } from '../../../test/builders/places-with.ts';
import { best, smallest } from './best.ts';
import type { Place } from './places.ts';

/** Few scores, so that many are equal. */
const scores = fc.array(fc.nat(5), { maxLength: 30 });
const placesOf = (given: readonly number[]) => placesWith(given.map((score, item) => ({ item, score })));

/** Ties by id, and `i-10` comes before `i-9`. */
const sorted = (given: readonly number[]): number[] =>
  [...given.keys()].sort((a, b) => given[b]! - given[a]! || (`i-${a}` < `i-${b}` ? -1 : 1));
const itemsOf = (given: readonly Place[]) => given.map(({ item }) => item);

describe('places', () => {
  test('are in order as far as somebody looks, and none is lost behind', () => {
    fc.assert(
      fc.property(scores, fc.nat(32), fc.nat(8), (given, count, next) => {
        const all = placesOf(given);
        expect(itemsOf(all.first(count))).toEqual(sorted(given).slice(0, count));
        const [list, others] = all.split(count);
        expect(itemsOf(list)).toEqual(sorted(given).slice(0, count));
        expect(itemsOf(others.first(next))).toEqual(sorted(given).slice(count, count + next));
        expect(new Set(itemsOf(others.inNoOrder()))).toEqual(new Set(sorted(given).slice(count)));
        expect(new Set(others.items)).toEqual(new Set(sorted(given).slice(count)));
        expect(itemsOf(all.inOrder())).toEqual(sorted(given));
        expect(itemsOf(all.first(next))).toEqual(sorted(given).slice(0, next));
      }),
    );
  });

  test('can be those of one kind alone', () => {
    fc.assert(
      fc.property(scores, fc.nat(8), (given, count) => {
        const isEven = (item: number) => item % 2 === 0;
        const expected = sorted(given).filter(isEven).slice(0, count);
        expect(itemsOf(placesOf(given).firstOf(count, isEven))).toEqual(expected);
        expect(itemsOf(placesOf(given).filter(isEven).first(count))).toEqual(expected);
      }),
    );
  });
});

describe('the best few', () => {
  test('are the first ones of all in order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -9, max: 9 })), fc.nat(12), (given, count) => {
        const ascending = given.toSorted((a, b) => a - b);
        expect(smallest(given, count)).toEqual(ascending.slice(0, count));
        expect(best(given, count, (a, b) => a > b)).toEqual(ascending.toReversed().slice(0, count));
      }),
    );
  });
});
