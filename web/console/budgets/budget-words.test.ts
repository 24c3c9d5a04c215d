import { describe, expect, it } from '@jest/globals';
import type { Budget } from '../../../services/contracts/http/budgets.ts';
import { burnOption } from './burn-option.ts';
import { burnText, countedText, isEmpty, leftText, stateOf, stretchText } from './budget-words.ts';

const budget: Budget = {
  objective: 'fresh',
  displayName: 'Fresh',
  description: '',
  target: 0.99,
  days: 30,
  counted: 'log',
  answers: 1_200,
  bad: 3,
  left: 0.75,
  alerts: [],
  history: [
    { until: '2026-11-20T12:00:00Z', answers: 0, bad: 0, burnRate: 0 },
    { until: '2026-11-20T13:00:00Z', answers: 10, bad: 1, burnRate: 10 },
  ],
};

describe('an error budget in words', () => {
  it('tells what is left', () => {
    expect(leftText(budget)).toBe('75% of the budget is left');
    expect(leftText({ left: 0 })).toBe('Nothing is left');
    expect(leftText({ left: -2.2 })).toBe('Nothing is left: 3.2× as much went wrong as may');
  });

  it('tells what was counted, and where', () => {
    expect(countedText(budget)).toBe('3 of 1,200 lists in 30 days fell short; 1% may.');
    expect(countedText({ ...budget, counted: 'process', bad: 1, answers: 1 })).toBe(
      '1 of 1 list of this process in 30 days fell short; 1% may.',
    );
    expect(countedText({ ...budget, answers: 0, bad: 0 })).toMatch(/^No list was counted in 30 days/);
    expect(isEmpty([budget])).toBe(false);
  });

  it('names the worst first', () => {
    expect(stateOf({ ...budget, firing: 'page', left: -1 }).word).toBe('page');
    expect(stateOf({ ...budget, firing: 'ticket', left: 0 }).word).toBe('spent');
    expect(stateOf({ ...budget, firing: 'ticket' }).word).toBe('ticket');
    expect(stateOf(budget).word).toBe('within budget');
    expect(stateOf({ ...budget, answers: 0 }).word).toBe('nothing counted');
  });

  it('tells stretches and rates as people do', () => {
    expect([5, 60, 360, 1_440, 4_320].map(stretchText)).toEqual(['5 min', '1 h', '6 h', '1 day', '3 days']);
    expect([0, 0.25, 14.4, 33.333, 5_000].map(burnText)).toEqual([
      '0.0×',
      '0.3×',
      '14×',
      '33×',
      'over 1,000×',
    ]);
  });

  it('draws hours, and no line where nothing was asked', () => {
    expect(burnOption(budget.history, 'light')).toMatchObject({ series: [{ data: [null, 10] }] });
  });
});
