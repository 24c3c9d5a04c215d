import { describe, expect, test } from '@jest/globals';
import type { ExperimentView } from '../../contracts/http/experiments.ts';
import { listsLeft } from './lists-left.ts';
import { type Circumstances, isOver, whyStop } from './why-stop.ts';

const EXPIRES = Date.parse('2026-11-20T12:10:00Z');
const experiment = (spent: number): ExperimentView => ({
  document: {
    ...{ experimentId: 'ex-1', fault: { kind: 'stale' }, parts: 100, budgetShare: 100, lists: 3 },
    expires: '2026-11-20T12:10:00Z',
  },
  started: {
    ...{ position: '0000000000000001', time: '2026-11-20T12:00:00Z', reason: 'to see what happens' },
    author: { id: 'ada', role: 'admin' },
  },
  touched: 5,
  spent,
});
const well: Circumstances = { now: EXPIRES - 1, overspent: [], isRollingOut: false, incidents: [] };

describe('an experiment', () => {
  test.each([
    [undefined, 2, {}],
    ['budget', 3, {}],
    ['budget', 0, { overspent: ['“Fresh” has no budget left.'] }],
    ['incident', 0, { incidents: ['stale-data'] }],
    ['rollout', 0, { isRollingOut: true }],
    ['time', 0, { now: EXPIRES }],
  ] as const)('stops because of %s', (because, spent, more) => {
    expect(whyStop(experiment(spent), { ...well, ...more })?.because).toBe(because);
  });

  test('is over the moment its lists are spent or its time is up', () => {
    expect(isOver(experiment(2), EXPIRES - 1)).toBe(false);
    expect(isOver(experiment(3), EXPIRES - 1)).toBe(true);
    expect(isOver(experiment(0), EXPIRES)).toBe(true);
  });
});

describe('the lists that are left to spend', () => {
  const fresh = { answers: 1_000, left: 1, target: 0.99, counted: 'log' } as const;

  test('are those of the tightest budget that the log counts', () => {
    expect(listsLeft([fresh, { ...fresh, target: 0.98 }])).toBe(10);
    expect(listsLeft([fresh, { ...fresh, left: 0.55 }])).toBe(5);
    expect(listsLeft([fresh, { ...fresh, left: -3 }])).toBe(0);
    expect(listsLeft([fresh, { ...fresh, left: 0, counted: 'process' }])).toBe(10);
    expect(listsLeft([fresh, { ...fresh, answers: 0 }])).toBe(10);
  });

  test('are none where nothing was counted', () => {
    expect(listsLeft([])).toBe(0);
    expect(listsLeft([{ ...fresh, answers: 0 }])).toBe(0);
  });
});
