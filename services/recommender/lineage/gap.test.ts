import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Stand } from '../../contracts/http/blame.ts';
import { positionAt } from '../../platform/event-log/position.ts';
import { differsInPlace, differsInScore, gapOf, isNarrow, placesWithin } from './gap.ts';
import type { Look } from './look-at.ts';

const stand = (rank: number | undefined, established = 0): Stand => ({
  position: positionAt(0),
  model: 'peers',
  ...(rank === undefined ? { absence: 'no-votes' } : { rank }),
  score: established,
  parts: { own: 0, established, newcomers: 0 },
  uncapped: 0,
});
const looksAt = (ranks: Readonly<Record<number, number | undefined>>): ReadonlyMap<number, Look> =>
  new Map(
    Object.entries(ranks).map(([at, rank]) => [
      Number(at),
      { stand: stand(rank), ahead: [], established: 0 },
    ]),
  );

describe('a gap', () => {
  test('is after the last look that differs from the end', () => {
    expect(gapOf(looksAt({ 0: undefined, 4: 3, 8: 2, 12: 3, 20: 3 }), differsInPlace)).toEqual({
      from: 8,
      to: 12,
    });
    expect(gapOf(looksAt({ 0: 3, 20: 3 }), differsInPlace)).toBeUndefined();
    expect(gapOf(looksAt({ 7: 3 }), differsInPlace)).toBeUndefined();
    expect(gapOf(new Map(), differsInPlace)).toBeUndefined();
  });

  test('passes over what could not be looked at, and is not narrow then', () => {
    const looks = new Map<number, Look | undefined>(looksAt({ 0: 1, 1: 2, 4: 3, 5: 3 }));
    expect(gapOf(looks.set(2, undefined).set(3, undefined), differsInPlace)).toEqual({ from: 1, to: 4 });
    expect(isNarrow({ from: 1, to: 4 })).toBe(false);
    expect(isNarrow({ from: 1, to: 2 })).toBe(true);
    expect(gapOf(new Map([...looksAt({ 5: 3 }), [4, undefined]]), differsInPlace)).toBeUndefined();
  });

  test('is one of place or of score', () => {
    expect(differsInPlace(stand(1, 5), stand(1, 6))).toBe(false);
    expect(differsInScore(stand(1, 5), stand(1, 6))).toBe(true);
    expect(differsInScore(stand(1, 5), stand(2, 5))).toBe(false);
    expect(differsInPlace(stand(1), stand(undefined))).toBe(true);
  });

  test('is narrowed to neighbours, whatever its size, in few rounds', () => {
    fc.assert(
      fc.property(fc.nat(5_000_000), fc.integer({ min: 1, max: 40 }), fc.nat(), (size, most, where) => {
        const turn = 1 + (where % (size + 1));
        let gap = { from: 0, to: size + 1 };
        let rounds = 0;
        for (;;) {
          const places = placesWithin(gap, most);
          expect(places.length).toBeLessThanOrEqual(most);
          expect([...new Set(places)]).toEqual(places);
          if (places.length === 0) break;
          expect(places[0]).toBeGreaterThan(gap.from);
          expect(places.at(-1)).toBeLessThan(gap.to);
          const from = places.findLast((place) => place < turn) ?? gap.from;
          const to = places.find((place) => place >= turn) ?? gap.to;
          gap = { from, to };
          rounds++;
        }
        expect(gap).toEqual({ from: turn - 1, to: turn });
        expect(rounds).toBeLessThanOrEqual(1 + Math.ceil(Math.log(size + 2) / Math.log(most + 1)));
      }),
    );
  });
});
