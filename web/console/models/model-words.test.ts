import { describe, expect, it } from '@jest/globals';
import {
  agreementText,
  millisText,
  replacedText,
  RUNGS,
  rungShares,
  runsText,
  servedText,
  stateText,
} from './model-words.ts';
import { rungsOption } from './rungs-option.ts';
import type { ModelRow } from './use-models.ts';

const row: ModelRow = {
  model: { name: 'ease', version: '1', digest: `sha256:${'a'.repeat(64)}` },
  runs: 'worker',
  state: { is: 'live', since: '2026-11-20T12:00:00Z', restarts: 0 },
  roles: [{ role: 'challenger', requests: 8 }],
  rungs: { by30: 5, by40: 1, by45: 0, late: 1, failed: 0, silent: 0, skipped: 1 },
  served: 0,
  replacedBy: [],
  latency: { count: 7, p50: 830, p90: 12_345, p99: 44_000, max: 170_000 },
  agreement: [],
};

describe('what is said of a model', () => {
  it('is how fast it was', () => {
    expect([830, 12_345, 170_000].map((micros) => millisText(micros, 7))).toEqual([
      '0.83 ms',
      '12.3 ms',
      '170 ms',
    ]);
    expect(millisText(0, 0)).toBe('–');
    expect(runsText('worker')).toBe('in a thread of its own');
  });

  it('is who stood in for it, and whose lists went out', () => {
    expect(replacedText(row)).toBeUndefined();
    expect(replacedText({ replacedBy: [{ servedBy: 'safety-net', requests: 1_200 }] })).toBe(
      '1,200 by the safety net',
    );
    const servedBy = [
      { servedBy: 'baseline', requests: 5 },
      { servedBy: 'preferred', requests: 95 },
    ] as const;
    expect(servedText({ servedBy: [...servedBy], requests: 100 })).toBe(
      '95% by the flag’s model, 5% by the baseline',
    );
  });

  it('is how it agrees with the baseline that it was compared with most', () => {
    const agreement = [
      { with: 'popular' as const, lists: 2, overlap: 1_000_000 },
      { with: 'peers' as const, lists: 9, overlap: 640_000, order: -250_000 },
    ];
    expect(agreementText({ agreement })).toBe('64% of peers, order -0.25');
    expect(agreementText(row)).toBe('–');
  });

  it('is whether it is down, and why', () => {
    expect(stateText(row)).toBe('live');
    const state = { ...row.state, is: 'down' as const, problem: 'its thread has ended', restarts: 2 };
    expect(stateText({ state })).toBe('down: its thread has ended; 2 restarts');
  });
});

describe('the drawing', () => {
  it('has a bar a model, of shares that add up', () => {
    const shares = rungShares(row);
    expect(RUNGS.reduce((sum, rung) => sum + shares[rung], 0)).toBeCloseTo(1);
    const { series, yAxis } = rungsOption([row], 'light');
    expect(yAxis).toMatchObject({ data: ['ease'] });
    expect(series).toHaveLength(RUNGS.length);
  });
});
