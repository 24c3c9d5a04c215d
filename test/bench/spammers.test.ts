import { describe, expect, test } from '@jest/globals';
import { logisticRegression } from './logistic-regression.ts';
import { precisionRecall } from './precision-recall.ts';

describe('precision and recall', () => {
  test('walk down the thresholds', () => {
    const scored = [
      { score: 9, isHostile: true },
      { score: 8, isHostile: false },
      { score: 7, isHostile: true },
      { score: 0, isHostile: true },
    ];
    const { averagePrecision, precisionAt } = precisionRecall(scored);
    // Of three hostile ones the first is found at precision 1, the second at 2/3, the third never.
    expect(averagePrecision).toBeCloseTo(1 / 3 + 2 / 9, 12);
    expect([precisionAt(0.3), precisionAt(0.5), precisionAt(1)]).toEqual([1, 2 / 3, undefined]);
  });
  test('take equals together', () => {
    const equals = [true, false, true, false].map((isHostile) => ({ score: 5, isHostile }));
    expect(precisionRecall(equals).averagePrecision).toBe(0.5);
  });
});

describe('logistic regression', () => {
  test('finds what tells the rows apart, beside what doesn’t and what never changes', () => {
    const rows = Array.from({ length: 40 }, (_, index) => [index % 4, index, 7]);
    const predict = logisticRegression(
      rows,
      rows.map(([, value]) => value! >= 20),
    );
    expect(predict([1, 2, 7])).toBeLessThan(0.1);
    expect(predict([1, 38, 7])).toBeGreaterThan(0.9);
  });
});
