import { describe, expect, test } from '@jest/globals';
import { type Action, lockstep } from './lockstep.ts';

const DOG = 0;
const CHIPS = 1;
const visits: readonly Action[] = [
  [DOG, 100],
  [CHIPS, 100],
  [DOG, 1_540],
  [DOG, 2_980],
];
const later = (minutes: number): readonly Action[] =>
  visits.map(([item, minute]) => [item, minute + minutes]);

describe('moving together', () => {
  test('is the same thing within five minutes', () => {
    expect(lockstep(visits, later(5), 27)).toEqual({
      code: 'lockstep',
      strength: 1_000_000,
      facts: { accountsTogether: 27, linesShared: 4, linesTaken: 4 },
    });
    expect(lockstep(visits, later(6), 27).strength).toBe(0);
  });

  test('is only what both did', () => {
    expect(lockstep(visits, visits.slice(1, 2), 9)).toMatchObject({
      strength: 250_000,
      facts: { linesShared: 1 },
    });
    expect(lockstep([], visits, 9).strength).toBe(0);
  });
});
