import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Counts, MinuteCounts, RING_MINUTES } from './minute-counts.ts';

interface Said {
  readonly minute: number;
  readonly isGood: boolean;
}

const BASE = 29_000_000;
const said: fc.Arbitrary<Said> = fc.record({
  // Close together, a ring apart and further.
  minute: fc
    .oneof(
      fc.nat(10),
      fc.nat(5_000),
      fc.nat(3 * RING_MINUTES),
      fc.constantFrom(RING_MINUTES, RING_MINUTES - 1),
    )
    .map((offset) => BASE + offset),
  isGood: fc.boolean(),
});

const countsOf = (all: readonly Said[]): MinuteCounts => {
  const counts = new MinuteCounts();
  for (const { minute, isGood } of all) counts.add(minute, isGood);
  return counts;
};

/** The same by looking at each answer again: those of the window, of what the ring still has. */
const recount = (all: readonly Said[], until: number, minutes: number): Counts => {
  const newest = Math.max(...all.map(({ minute }) => minute));
  const seen = all.filter(
    ({ minute }) => minute > until - minutes && minute <= until && minute > newest - RING_MINUTES,
  );
  const good = seen.filter(({ isGood }) => isGood).length;
  return { good, bad: seen.length - good };
};

describe('counts by minute', () => {
  test('sum up to what a recount of every answer gives, whatever the window', () => {
    fc.assert(
      fc.property(
        fc.array(said, { minLength: 1, maxLength: 40 }),
        fc.nat(3 * RING_MINUTES),
        fc.integer({ min: 1, max: RING_MINUTES }),
        (all, offset, minutes) => {
          const until = BASE + offset;
          expect(countsOf(all).over(until, minutes)).toEqual(recount(all, until, minutes));
        },
      ),
      { numRuns: 60 },
    );
  });

  test('are the same in whatever order minutes came, and after they were saved', () => {
    fc.assert(
      fc.property(
        fc.array(said, { minLength: 1, maxLength: 30 }),
        fc.array(fc.nat(), { minLength: 30, maxLength: 30 }),
        (all, keys) => {
          const shuffled = all
            .map((one, index) => ({ one, key: keys[index]! }))
            .sort((a, b) => a.key - b.key)
            .map(({ one }) => one);
          const saved = countsOf(all).save();
          expect(countsOf(shuffled).save()).toEqual(saved);
          const restored = countsOf([{ minute: BASE - 7, isGood: false }]);
          restored.restore(saved);
          expect(restored.save()).toEqual(saved);
        },
      ),
      { numRuns: 40 },
    );
  });

  test('are none before the first answer', () => {
    const counts = new MinuteCounts();
    expect(counts.over(BASE, RING_MINUTES)).toEqual({ good: 0, bad: 0 });
    expect(counts.save()).toHaveLength(0);
  });
});
