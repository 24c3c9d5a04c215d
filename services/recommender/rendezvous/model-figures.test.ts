import { describe, expect, test } from '@jest/globals';
import type { ModelName } from '../../contracts/http/answers.ts';
import type { Settled, SettledAnswer } from '../../contracts/http/rendezvous.ts';
import { ModelFigures } from './model-figures.ts';

const digest = `sha256:${'0'.repeat(64)}`;

const said = (name: ModelName, more: Partial<SettledAnswer> = {}): SettledAnswer => ({
  model: { name, version: '1', digest },
  role: 'challenger',
  outcome: 'answered',
  micros: 1_000,
  items: [],
  ...more,
});

const settled = (servedBy: Settled['servedBy'], answers: SettledAnswer[]): Settled => ({
  requestId: 'r-1',
  position: '0'.repeat(16),
  servedBy,
  request: { accountId: 'a-1', limit: 5, onlyNew: false, history: [], taken: 0, soldOut: [] },
  answers,
});

describe('the figures of a model', () => {
  test('count the rungs that it met, and what became of the rest', () => {
    const figures = new ModelFigures();
    const times = [30_000, 30_001, 40_000, 45_000];
    for (const micros of times) figures.note(settled('baseline', [said('ease', { micros })]));
    for (const outcome of ['late', 'failed', 'silent', 'skipped', 'skipped'] as const) {
      figures.note(settled('baseline', [said('ease', { outcome })]));
    }
    const { rungs, latency } = figures.of('ease');
    expect(Object.fromEntries(rungs.entries())).toEqual({
      ...{ by30: 1, by40: 2, by45: 1 },
      ...{ late: 1, failed: 1, silent: 1, skipped: 2 },
    });
    expect(latency.count).toBe(5);
  });

  test('say whose list went out in its place', () => {
    const figures = new ModelFigures();
    const preferred = { role: 'preferred', outcome: 'silent' } as const;
    for (const servedBy of ['baseline', 'safety-net', 'safety-net', 'default', 'preferred'] as const) {
      figures.note(settled(servedBy, [said('ease', preferred), said('peers', { role: 'baseline' })]));
    }
    expect(figures.of('ease').served).toBe(1);
    expect(figures.of('peers').served).toBe(1);
    expect(figures.of('ease').replacedBy.of('safety-net')).toBe(2);
    expect(figures.of('ease').replacedBy.of('preferred')).toBe(0);
    expect(figures.servedBy.of('default')).toBe(1);
  });

  test('compare its list with the baseline’s, where both have one', () => {
    const figures = new ModelFigures();
    const baseline = said('peers', {
      role: 'baseline',
      items: [
        ['a', 3],
        ['b', 2],
      ],
    });
    figures.note(
      settled('baseline', [
        said('ease', {
          items: [
            ['b', 9],
            ['a', 1],
          ],
        }),
        baseline,
      ]),
    );
    figures.note(
      settled('baseline', [
        said('ease', {
          items: [
            ['c', 9],
            ['a', 1],
          ],
        }),
        baseline,
      ]),
    );
    figures.note(settled('baseline', [said('ease', { outcome: 'failed' }), baseline]));
    const { overlap, order } = figures.of('ease').agreement.get('peers')!;
    expect([overlap.count, overlap.mean, order.count, order.mean]).toEqual([2, 750_000, 1, -1_000_000]);
    expect(figures.of('peers').agreement.size).toBe(0);
  });
});
