import { describe, expect, test } from '@jest/globals';
import { drained } from '../../votes/in-steps.ts';
import { ONE } from '../../integrity/policy.ts';
import { groupRowsOf } from '../groups/group-rows.ts';
import { cooccurrences } from './cooccurrence-model.ts';
import { rootLogLikelihoodRatio } from './log-likelihood-ratio.ts';

describe('the root log-likelihood ratio', () => {
  // As Mahout's LogLikelihoodTest has them.
  test.each([
    [1, 0, 0, 1, Math.sqrt(2.772589)],
    [10, 0, 0, 10, Math.sqrt(27.72589)],
    [5, 1_995, 0, 100_000, Math.sqrt(39.33052)],
    [1_000, 1_995, 1_000, 100_000, Math.sqrt(4_730.737)],
    [1_000, 1_000, 1_000, 100_000, Math.sqrt(5_734.343)],
  ])('of %d, %d, %d, %d is %d', (both, first, second, neither, root) => {
    expect(rootLogLikelihoodRatio(both, first, second, neither)).toBeCloseTo(root, 2);
  });

  test('of what comes together less often than apart is below 0', () => {
    expect(rootLogLikelihoodRatio(1, 1_000, 1_000, 100_000)).toBeLessThan(-1);
  });

  test('of what is independent is nothing', () => {
    expect(rootLogLikelihoodRatio(10, 90, 90, 810)).toBeCloseTo(0, 5);
  });
});

test('an item indicates what is taken beside it more often than by chance, the strongest first to stay', () => {
  const rows = [[0, 1, 3], [0, 1, 3], [0, 1], [2, 3], [2], [2, 3], [1, 2]];
  const group = groupRowsOf(rows, 4);
  const found = drained(cooccurrences(group, { indicators: 1, least: 1 }));
  // 0 is with 1 three times of three, and with 3 as often as chance has it; 2 is with 1 less often than that.
  expect([...(found.get(0) ?? [])].map(([item]) => item)).toEqual([1]);
  expect(found.get(1)!.map(([item]) => item)).toEqual([0]);
  const root = rootLogLikelihoodRatio(3, 0, 1, 3);
  expect(found.get(0)![0]![1]).toBe(Math.round(root * ONE));
  expect(found.get(2)!.map(([item]) => item)).not.toContain(1);
});
