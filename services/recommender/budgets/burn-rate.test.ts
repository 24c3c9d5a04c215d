import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { allowedShare, budgetLeft, burnAlerts, burnRate, gravest, LEAST_BAD } from './burn-rate.ts';
import { mayAdvance } from './may-advance.ts';
import { MinuteCounts } from './minute-counts.ts';
import { readObjectives } from './read-objectives.ts';

const NOW = 29_000_000;
const TARGET = 0.99;
const { table, objectives } = readObjectives();

interface Stretch {
  /** Minutes before now. */
  readonly ago: number;
  readonly good: number;
  readonly bad: number;
}

const countsOf = (stretches: readonly Stretch[]): MinuteCounts => {
  const counts = new MinuteCounts();
  for (const { ago, good, bad } of stretches) {
    counts.add(NOW - ago, true, good);
    counts.add(NOW - ago, false, bad);
  }
  return counts;
};

/** Every answer of a stretch, one by one. */
const sumsOf = (stretches: readonly Stretch[], minutes: number) => {
  let [answers, bad] = [0, 0];
  for (const stretch of stretches) {
    if (stretch.ago >= minutes) continue;
    answers += stretch.good + stretch.bad;
    bad += stretch.bad;
  }
  return { answers, bad };
};

describe('the four-window table', () => {
  test('is the one of the documents', () => {
    expect(table).toEqual([
      { factor: 14.4, severity: 'page', long: 60, short: 5 },
      { factor: 6, severity: 'page', long: 360, short: 30 },
      { factor: 3, severity: 'ticket', long: 1_440, short: 120 },
      { factor: 1, severity: 'ticket', long: 4_320, short: 360 },
    ]);
  });

  test('fires where a plain recount of both windows says so, and nowhere else', () => {
    const stretch = fc.record({
      ago: fc.oneof(fc.nat(6), fc.nat(70), fc.nat(400), fc.nat(5_000)),
      good: fc.nat(200),
      bad: fc.oneof(fc.constant(0), fc.nat(8), fc.nat(100)),
    });
    const target = fc.constantFrom(...objectives.map((objective) => objective.target));
    fc.assert(
      fc.property(fc.array(stretch, { maxLength: 25 }), target, (stretches, wanted) => {
        const alerts = burnAlerts(countsOf(stretches), wanted, NOW, table);
        const millionths = Math.round((1 - wanted) * 1_000_000);
        for (const [row, { factor, long, short }] of table.entries()) {
          const [a, b] = [sumsOf(stretches, long), sumsOf(stretches, short)];
          expect(alerts[row]).toMatchObject({ long: a, short: b });
          // Without a division: bad · 10⁶ > factor · answers · allowed.
          const isFast = (sums: typeof a) =>
            sums.bad * 1_000_000 > factor * sums.answers * millionths * (1 + 1e-12);
          const isSlow = (sums: typeof a) =>
            sums.bad * 1_000_000 < factor * sums.answers * millionths * (1 - 1e-12);
          if (isFast(a) && isFast(b) && a.bad >= LEAST_BAD) expect(alerts[row]!.firing).toBe(true);
          if (isSlow(a) || isSlow(b) || a.bad < LEAST_BAD) expect(alerts[row]!.firing).toBe(false);
        }
      }),
      { numRuns: 80 },
    );
  });

  test('calls somebody while it goes on, and nobody any more when it is over', () => {
    const burst = (ago: number) => [
      { ago: 50, good: 1_000, bad: 0 },
      { ago, good: 0, bad: 300 },
    ];
    expect(gravest(burnAlerts(countsOf(burst(0)), TARGET, NOW, table))).toBe('page');
    const over = burnAlerts(countsOf([...burst(40), { ago: 2, good: 100, bad: 0 }]), TARGET, NOW, table);
    expect(over.slice(0, 2).map(({ firing }) => firing)).toEqual([false, false]);
    expect(gravest(over)).toBe('ticket');
  });

  test('says nothing of a few bad answers on a quiet morning', () => {
    const few = burnAlerts(countsOf([{ ago: 1, good: 3, bad: LEAST_BAD - 1 }]), TARGET, NOW, table);
    expect(few[0]!.long.burnRate).toBeGreaterThan(14.4);
    expect(gravest(few)).toBeUndefined();
    const enough = burnAlerts(countsOf([{ ago: 1, good: 3, bad: LEAST_BAD }]), TARGET, NOW, table);
    expect(gravest(enough)).toBe('page');
  });
});

describe('what is left of a budget', () => {
  test('is all of it without an answer or a bad one, none at the target, less where it is overspent', () => {
    expect(budgetLeft({ good: 0, bad: 0 }, TARGET)).toBe(1);
    expect(budgetLeft({ good: 7, bad: 0 }, TARGET)).toBe(1);
    expect(budgetLeft({ good: 99, bad: 1 }, TARGET)).toBe(0);
    expect(budgetLeft({ good: 98, bad: 2 }, TARGET)).toBe(-1);
    expect(budgetLeft({ good: 199, bad: 1 }, TARGET)).toBe(0.5);
    expect(allowedShare(TARGET)).toBe(0.01);
    expect(burnRate({ good: 90, bad: 10 }, TARGET)).toBe(10);
  });
});

describe('a rollout', () => {
  const whole = { displayName: 'Fresh', left: 0.4 };

  test('advances where every budget has something left', () => {
    expect(mayAdvance([])).toEqual({ mayAdvance: true, because: [] });
    expect(mayAdvance([whole, { ...whole, firing: 'ticket' }]).mayAdvance).toBe(true);
  });

  test('stays where one is spent, or burns fast enough to call somebody', () => {
    const stays = mayAdvance([whole, { displayName: 'A', left: 0 }, { ...whole, firing: 'page' }]);
    expect(stays).toEqual({
      mayAdvance: false,
      because: ['“A” has no budget left.', '“Fresh” burns its budget so fast that somebody is called.'],
    });
  });
});
