import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ONE } from '../integrity/policy.ts';
import { decayTable, voteOf, withinBudget } from './vote.ts';

describe('what a day is worth', () => {
  test('halves with each half-life, never grows, and ends where it rounds to nothing', () => {
    for (const halfLife of [1, 7, 90, 365]) {
      const table = decayTable(halfLife);
      expect(table[0]).toBe(ONE);
      expect(table[halfLife]).toBe(ONE / 2);
      expect(table[10 * halfLife]).toBe(Math.round(ONE / 1_024));
      for (let age = 1; age < table.length; age++) expect(table[age]!).toBeLessThanOrEqual(table[age - 1]!);
      expect(Math.round(ONE * 2 ** (-table.length / halfLife))).toBe(0);
    }
  });

  test('stays what it is without a half-life, for as long as there are days', () => {
    const table = decayTable(null);
    // From the year 0 to the year 2800.
    expect(table.length).toBeGreaterThan(1_022_000);
    expect(table.every((worth) => worth === ONE)).toBe(true);
  });
});

describe('a vote', () => {
  test('grows with the days and is full at saturation', () => {
    expect([0, 1, 2, 3, 4, 400].map((days) => voteOf(days * ONE, 3))).toEqual([
      0,
      333_333,
      666_666,
      ONE,
      ONE,
      ONE,
    ]);
    expect(voteOf(ONE, 1)).toBe(ONE);
  });

  test('shrinks with all others once their sum is over the budget, which they then never exceed', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(ONE), { minLength: 1, maxLength: 200, size: 'max' }),
        fc.oneof(fc.constant(null), fc.integer({ min: 1, max: 60 * ONE })),
        (votes, budget) => {
          const sum = votes.reduce((all, vote) => all + vote, 0);
          const cast = votes.map((vote) => withinBudget(vote, sum, budget));
          const spent = cast.reduce((all, vote) => all + vote, 0);
          if (budget === null || sum <= budget) expect(cast).toEqual(votes);
          else {
            expect(spent).toBeLessThanOrEqual(budget);
            expect(spent).toBeGreaterThan(budget - votes.length - 1);
          }
          for (const [index, vote] of cast.entries()) expect(vote).toBeLessThanOrEqual(votes[index]!);
        },
      ),
    );
  });
});
