import { describe, expect, it } from '@jest/globals';
import { faultText, radiusText, stateText } from './experiment-words.ts';
import type { ExperimentRow } from './use-experiments.ts';

const act = {
  position: '0000000000000001',
  time: '2026-11-20T12:00:00Z',
  reason: 'to see what happens',
  author: { id: 'ada', role: 'admin' as const },
};
const row: ExperimentRow = {
  document: {
    experimentId: 'ex-1',
    fault: { kind: 'delay', model: 'peers', milliseconds: 100 },
    parts: 250,
    budgetShare: 1_000,
    lists: 20,
    expires: '2026-11-20T12:10:00Z',
  },
  started: act,
  touched: 1_200,
  spent: 1,
};

describe('what is said of an experiment', () => {
  it('is what it disturbs', () => {
    expect(faultText(row.document.fault)).toBe('peers 100 ms late');
    expect(faultText({ kind: 'drop-inputs', model: 'ease' })).toBe('ease without its inputs');
  });

  it('is how far it reaches and what it cost', () => {
    expect(radiusText(row)).toBe(
      '2.5% of the established accounts: 1,200 lists touched, 1 of 20 lists spent',
    );
    expect(radiusText({ ...row, document: { ...row.document, fault: { kind: 'objects-away' } } })).toBe(
      'no list',
    );
  });

  it('is whether it runs, and why it stopped', () => {
    expect(stateText(row)).toBe('running');
    expect(stateText({ stopped: { ...act, because: 'budget' } })).toBe('its budget was used');
  });
});
