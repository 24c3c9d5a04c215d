import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { seeded } from '../../../test/builders/seeded.ts';
import { logE, ratioInterval, ratioOf, shareAt, type Split } from './e-value.ts';

const ALPHA = 0.05;
const THRESHOLD = -Math.log(ALPHA);

const shares = fc.double({ min: 0.02, max: 0.98, noNaN: true });
const splits = fc.record({ challenger: fc.nat(3_000), control: fc.nat(3_000) });

/** The largest evidence against `asked` in a run of so many events, looked at after each of them. */
const peak = (events: number, share: number, asked: number, random: () => number): number => {
  const split = { challenger: 0, control: 0 };
  let most = 0;
  for (let event = 0; event < events; event++) {
    split[random() < share ? 'challenger' : 'control'] += 1;
    most = Math.max(most, logE(split, asked));
  }
  return most;
};
const alarms = (runs: number, events: number, share: number, asked: number, seed: number): number => {
  const random = seeded(seed);
  const peaks = Array.from({ length: runs }, () => peak(events, share, asked, random));
  return peaks.filter((most) => most >= THRESHOLD).length / runs;
};

describe('evidence of a split', () => {
  test('is none before the first event, and after one that tells nothing', () => {
    expect(logE({ challenger: 0, control: 0 }, 0.3)).toBeCloseTo(0, 9);
    expect(logE({ challenger: 1, control: 0 }, 0.3)).toBeCloseTo(0, 9);
  });

  test('is what the paper’s formula gives, by hand', () => {
    // B(25 + 2, 25) / B(25, 25) / .5² = (25 · 26) / (50 · 51) · 4
    expect(logE({ challenger: 2, control: 0 }, 0.5)).toBeCloseTo(Math.log(((25 * 26) / (50 * 51)) * 4), 9);
  });

  test('is a fair game: its next value is worth, on average, what it is now', () => {
    fc.assert(
      fc.property(splits, shares, (split, share) => {
        const { challenger, control } = split;
        const now = logE(split, share);
        const up = Math.exp(logE({ challenger: challenger + 1, control }, share) - now);
        const down = Math.exp(logE({ challenger, control: control + 1 }, share) - now);
        expect(share * up + (1 - share) * down).toBeCloseTo(1, 6);
      }),
    );
  });

  test.each([
    [0.5, 1],
    [0.1, 2],
    [0.01, 3],
  ])('raises at most α false alarms at every peek, with a share of %d', (share, seed) => {
    // By chance alone 120 runs of a method at exactly α would pass it half the time: this one stays well under.
    expect(alarms(120, 300, share, share, seed)).toBeLessThanOrEqual(ALPHA);
  });

  test('finds what is there', () => {
    expect(alarms(30, 1_200, shareAt(0.65, 0.5), 0.5, 4)).toBeGreaterThan(0.95);
  });
});

describe('the confidence sequence of a ratio', () => {
  test('holds exactly the ratios that the evidence doesn’t speak against', () => {
    fc.assert(
      fc.property(splits, shares, (split: Split, share) => {
        const { low, high = Infinity } = ratioInterval(split, share, ALPHA);
        const ratio = ratioOf(split, share);
        if (Math.min(split.challenger, split.control) > 50)
          expect([low > 0, high < Infinity]).toEqual([true, true]);
        if (ratio !== undefined) expect(low).toBeLessThanOrEqual(ratio);
        if (ratio !== undefined) expect(high).toBeGreaterThanOrEqual(ratio);
        const against = (at: number) => logE(split, shareAt(at, share));
        if (low > 0) expect(against(low)).toBeCloseTo(THRESHOLD, 4);
        if (low > 0) expect(against(low * 0.9)).toBeGreaterThan(THRESHOLD);
        if (high < Infinity) expect(against(high)).toBeCloseTo(THRESHOLD, 4);
        if (high < Infinity) expect(against(high * 1.1)).toBeGreaterThan(THRESHOLD);
      }),
    );
  });

  test('says nothing of nothing, and narrows as events come', () => {
    expect(ratioInterval({ challenger: 0, control: 0 }, 0.5, ALPHA)).toEqual({ low: 0 });
    const few = ratioInterval({ challenger: 80, control: 100 }, 0.5, ALPHA);
    const many = ratioInterval({ challenger: 8_000, control: 10_000 }, 0.5, ALPHA);
    expect(few.high).toBeGreaterThan(1);
    expect(many.high).toBeLessThan(0.85);
    expect(many.low).toBeGreaterThan(0.75);
  });

  test('holds the truth at every look', () => {
    const random = seeded(5);
    const truth = 0.8;
    const share = shareAt(truth, 0.5);
    let misses = 0;
    for (let run = 0; run < 40; run++) {
      const split = { challenger: 0, control: 0 };
      let isMissed = false;
      for (let event = 1; event <= 600; event++) {
        split[random() < share ? 'challenger' : 'control'] += 1;
        if (event % 60 > 0) continue;
        const { low, high = Infinity } = ratioInterval(split, 0.5, ALPHA);
        if (low > truth || high < truth) isMissed = true;
      }
      if (isMissed) misses += 1;
    }
    expect(misses).toBeLessThanOrEqual(2);
  });
});
