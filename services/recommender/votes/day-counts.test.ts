import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { IntColumn } from './column.ts';
import { DayCounts, NONE } from './day-counts.ts';

const DAYS = [-2, -1, 0, 1, 2, 20_000];
const OWNERS = 3;

/** Day → how often, by owner. */
const plainly = () => Array.from({ length: OWNERS }, () => new Map<number, number>());

describe('days of many owners', () => {
  test('are the multisets that were added and taken back', () => {
    const step = fc.record({
      owner: fc.nat(OWNERS - 1),
      day: fc.constantFrom(...DAYS),
      isAdded: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80, size: 'max' }), (steps) => {
        const counts = new DayCounts();
        const heads = new IntColumn(NONE);
        heads.ensure(OWNERS);
        const plain = plainly();
        for (const { owner, day, isAdded } of steps) {
          const days = plain[owner]!;
          const before = days.get(day) ?? 0;
          if (isAdded) {
            expect(counts.add(heads, owner, day)).toBe(before === 0);
            days.set(day, before + 1);
          } else if (before > 0) {
            expect(counts.remove(heads, owner, day)).toBe(before === 1);
            if (before === 1) days.delete(day);
            else days.set(day, before - 1);
          }
          for (const [index, expected] of plain.entries()) {
            const head = heads.data[index]!;
            expect(counts.size(head)).toBe(expected.size);
            expect(counts.oldest(head)).toBe(expected.size === 0 ? undefined : Math.min(...expected.keys()));
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  test('cannot be taken back more often than they were added', () => {
    const counts = new DayCounts();
    const heads = new IntColumn(NONE);
    heads.ensure(1);
    counts.add(heads, 0, 5);
    counts.remove(heads, 0, 5);
    expect(() => counts.remove(heads, 0, 5)).toThrow('day 5');
  });

  test('are worth the sum of what each is worth by its age; beyond the table nothing', () => {
    const counts = new DayCounts();
    const heads = new IntColumn(NONE);
    heads.ensure(1);
    for (const day of [7, 10, 10, 9, -500]) counts.add(heads, 0, day);
    const decay = Int32Array.from([100, 50, 25, 12]);
    expect(counts.decayedSum(heads.data[0]!, 10, decay, 1_000)).toBe(100 + 50 + 12);
    expect(counts.decayedSum(heads.data[0]!, 11, decay, 1_000)).toBe(50 + 25);
    expect(counts.decayedSum(heads.data[0]!, 12, decay, 1_000)).toBe(25 + 12);
    expect(counts.decayedSum(heads.data[0]!, 600, decay, 1_000)).toBe(0);
    expect(counts.decayedSum(NONE, 10, decay, 1_000)).toBe(0);
    expect(counts.decayedSum(heads.data[0]!, 10, decay, 90)).toBeGreaterThanOrEqual(90);
  });
});
