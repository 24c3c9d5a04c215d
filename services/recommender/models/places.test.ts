import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Place, Places } from './places.ts';

const placeWith = (score: number, item: number): Place => ({
  ...{ item, score, own: 0, established: score, newcomers: 0 },
  ...{ low: score, high: score, onProbation: 0, demoted: 0, step: 1 },
});

/** Few scores, so that many are equal. */
const places = fc
  .array(fc.nat(5), { maxLength: 30 })
  .map((scores) => scores.map((score, item) => placeWith(score, item)));

const isBefore = (a: Place, b: Place): boolean =>
  a.score > b.score || (a.score === b.score && a.item > b.item);
const sorted = (given: readonly Place[]) => given.toSorted((a, b) => b.score - a.score || b.item - a.item);
const itemsOf = (given: readonly Place[]) => given.map(({ item }) => item).sort((a, b) => a - b);

describe('places', () => {
  test('are in order as far as somebody looks, and none is lost behind', () => {
    fc.assert(
      fc.property(places, fc.nat(32), fc.nat(8), (given, count, next) => {
        const all = new Places(given, isBefore);
        expect(all.first(count)).toEqual(sorted(given).slice(0, count));
        const [list, others] = all.split(count);
        expect(list).toEqual(sorted(given).slice(0, count));
        expect(others.first(next)).toEqual(sorted(given).slice(count, count + next));
        expect(itemsOf(others.inNoOrder())).toEqual(itemsOf(sorted(given).slice(count)));
        expect(all.inOrder()).toEqual(sorted(given));
      }),
    );
  });

  test('can be those of one kind alone', () => {
    fc.assert(
      fc.property(places, fc.nat(8), (given, count) => {
        const even = ({ item }: Place) => item % 2 === 0;
        expect(new Places(given, isBefore).filter(even).first(count)).toEqual(
          sorted(given).filter(even).slice(0, count),
        );
      }),
    );
  });
});
