import { describe, expect, test } from '@jest/globals';
import { defaultPolicy, ONE } from '../../../services/recommender/integrity/policy.ts';
import { checkCertificates } from './certificate-check.ts';
import { type HonestAccount, honestLosses } from './honest-losses.ts';
import { intervalOf } from './interval.ts';
import { beyondNewcomerBound } from './newcomer-bound.ts';
import { shareShift } from './share-shift.ts';
import { hitRate, meanRank } from './target-movement.ts';
import { ndcg, recall } from '../../../services/recommender/safety-curve/list-quality.ts';

describe('how far the target moved', () => {
  const rankings = [
    ['a', 'b', 'c'],
    ['b', 'c'],
  ];
  test('is the share of lists that show it', () => {
    expect(hitRate(rankings, 'a', 2)).toBe(0.5);
    expect(hitRate(rankings, 'c', 2)).toBe(0.5);
    expect(hitRate(rankings, 'b', 2)).toBe(1);
    expect(hitRate([], 'b', 2)).toBe(0);
  });
  test('is its mean rank; where it is missing it is the last', () => {
    expect(meanRank(rankings, 'b', 9)).toBe(1.5);
    expect(meanRank(rankings, 'a', 9)).toBe(5);
  });
});

describe('the shift of shares', () => {
  test('is 0 for the same lists in another order, 1 for nothing in common', () => {
    expect(shareShift([['a', 'b', 'c'], ['a']], [['c', 'a'], ['b', 'a'], []])).toBe(0);
    expect(shareShift([['a', 'b']], [['c', 'd']])).toBe(1);
  });
  test('counts each place', () => {
    expect(shareShift([['a', 'b', 'c', 'd']], [['a', 'b', 'c', 'e']])).toBeCloseTo(0.25, 12);
  });
});

describe('utility', () => {
  const wanted = new Set(['x', 'y']);
  test('is 1 for the best list and falls off by place', () => {
    expect(ndcg(['x', 'y', 'a'], wanted, 10)).toBe(1);
    // One hit at the third place, two wanted.
    expect(ndcg(['a', 'b', 'x'], wanted, 10)).toBeCloseTo(0.5 / (1 + 1 / Math.log2(3)), 12);
    expect(ndcg(['a', 'b', 'x'], wanted, 2)).toBe(0);
  });
  test('is the share of what was wanted', () => {
    expect(recall(['a', 'x', 'y'], wanted, 2)).toBe(0.5);
    expect(recall(['a'], new Set(), 2)).toBe(0);
  });
});

describe('a confidence interval', () => {
  test('is Student’s, from as many figures as there are', () => {
    // Standard deviation 1, five figures: 2.776/√5.
    const { mean, half } = intervalOf([1, 1, 2, 3, 3])!;
    expect(mean).toBe(2);
    expect(half).toBeCloseTo(2.776 / Math.sqrt(5), 12);
  });
  test('says nothing of a single figure, and is none without figures', () => {
    expect(intervalOf([4])).toEqual({ mean: 4, half: null });
    expect(intervalOf([])).toBeUndefined();
  });
});

const answerItem = (itemId: string, accounts: number, newcomerProof: boolean) => ({
  itemId,
  score: 1,
  parts: { own: 0, established: 1, newcomers: 0 },
  supporters: 1,
  certificate: { accounts, newcomerProof },
});

describe('a certificate', () => {
  const items = [answerItem('a', 5, true), answerItem('b', 3, true), answerItem('c', 2, false)];
  test('holds while what it covers stays in the list, wherever there', () => {
    const check = checkCertificates({ items }, ['b', 'a', 'x', 'c'], 2);
    expect(check).toEqual({ promised: 2, broken: [], proofs: 2, moved: ['a', 'b'] });
  });
  test('is broken by fewer accounts than it says, not by as many', () => {
    expect(checkCertificates({ items }, ['x', 'y', 'a', 'b'], 2).broken).toEqual(['b']);
    expect(checkCertificates({ items }, ['x', 'y', 'a', 'b'], 3).broken).toEqual([]);
  });
});

describe('the newcomer bound', () => {
  const place = (itemId: string, score: number, established: number) => ({ itemId, score, established });
  test('is a share of the established score and an allowance, both ways', () => {
    const bound = { ...defaultPolicy.newcomers, share: 100_000, allowance: ONE };
    const before = [place('a', 10 * ONE, 10 * ONE), place('b', ONE, 0)];
    expect(beyondNewcomerBound(before, [place('a', 12 * ONE, 0), place('b', 2 * ONE, 0)], bound)).toEqual([]);
    expect(beyondNewcomerBound(before, [place('a', 12 * ONE + 1, 0)], bound)).toEqual(['a']);
    expect(beyondNewcomerBound(before, [place('a', 8 * ONE - 1, 0)], bound)).toEqual(['a']);
    expect(beyondNewcomerBound(before, [place('new', ONE + 1, 0)], bound)).toEqual(['new']);
  });
});

describe('what honest people lose', () => {
  const account = (standing: string, codes: readonly string[], vote: number): HonestAccount => ({
    verdict: { standing, codes },
    votes: new Map([['a', vote]]),
  });
  test('is new evidence, lower standing and weaker votes', () => {
    const before = new Map([
      ['fine', account('established', ['known'], 9)],
      ['accused', account('newcomer', [], 9)],
      ['fallen', account('established', [], 9)],
      ['risen', account('newcomer', [], 9)],
    ]);
    const after = new Map([
      ['fine', account('established', ['known'], 9)],
      ['accused', account('newcomer', ['lockstep'], 8)],
      ['fallen', account('demoted', [], 9)],
      ['risen', account('established', [], 9)],
    ]);
    expect(honestLosses(before, after)).toEqual({
      accounts: 4,
      accused: 1,
      fallen: 1,
      signals: 4,
      weakened: 1,
    });
  });
});
