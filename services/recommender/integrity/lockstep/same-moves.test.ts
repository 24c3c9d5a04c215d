import { describe, expect, test } from '@jest/globals';
import type { Action } from '../filters/lockstep.ts';
import { sameMoves } from './same-moves.ts';

const DAY = 1_440;
const bot = (late: number, days = 10): readonly Action[] =>
  Array.from({ length: days }, (_, day) => [
    [1, day * DAY + 720 + late] as const,
    [2, day * DAY + 720 + late] as const,
  ]).flat();

describe('what a group did in the same minutes', () => {
  test('is told in things, minutes and days', () => {
    expect(sameMoves([bot(0), bot(1), bot(1), bot(0)])).toEqual({
      things: 20,
      leastAccounts: 4,
      minutes: 2,
      days: 10,
      firstMinute: 720,
      lastMinute: 9 * DAY + 721,
    });
  });

  test('is what more than half of them did, by the nearest minute', () => {
    const [one, other] = [bot(0, 3), bot(0, 1)];
    expect(sameMoves([one, one, other, []])).toMatchObject({ things: 2, leastAccounts: 3 });
    expect(sameMoves([one, other, [], []])).toBeUndefined();
    expect(
      sameMoves([
        [[1, 100]],
        [
          [1, 98],
          [1, 101],
          [1, 95],
        ],
      ]),
    ).toMatchObject({ things: 1, minutes: 2 });
  });

  test('counts a thing ordered twice in the same minutes once', () => {
    const twice: readonly Action[] = [
      [1, 100],
      [1, 103],
      [1, 200],
    ];
    expect(sameMoves([twice, twice])).toMatchObject({ things: 2, leastAccounts: 2 });
  });

  test('is nothing for things that were ordered at other times, or not at all', () => {
    expect(sameMoves([bot(0), bot(6)])).toBeUndefined();
    expect(sameMoves([[], []])).toBeUndefined();
    expect(sameMoves([])).toBeUndefined();
  });
});
