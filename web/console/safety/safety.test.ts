import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ListFigures, SafetyPoint } from '../../../services/contracts/http/safety-curve.ts';
import { curveLegend, curveOption, idOf } from './curve-option.ts';
import { paretoOf } from './pareto.ts';
import { ageText, draftLink, lackTexts } from './safety-words.ts';
import { shownPoints, viewOf } from './safety-view.ts';

const figures = (ndcg: number, precision: number): ListFigures => ({
  accounts: 9,
  ndcg,
  recall: 0,
  certified: [
    { against: 0, precision: 900_000, recall: 0 },
    { against: 5, precision, recall: 0 },
  ],
});
const point = (clip: number, ndcg: number, precision: number, power = 4): SafetyPoint => ({
  clip,
  power,
  inForce: clip === 200_000,
  all: figures(ndcg, precision),
  fresh: figures(precision, ndcg),
});
const points = [
  point(100_000, 200_000, 300_000),
  point(200_000, 250_000, 250_000),
  point(400_000, 240_000, 240_000),
  point(1_000_000, 300_000, 100_000, 1),
];

describe('the front', () => {
  it('is what nothing beats in both, from the left to the right', () => {
    const places = fc.array(
      fc.record({ x: fc.integer({ min: 0, max: 8 }), y: fc.integer({ min: 0, max: 8 }) }),
    );
    fc.assert(
      fc.property(places, (all) => {
        const front = paretoOf(all);
        for (const one of all) {
          const isBeaten = all.some(({ x, y }) => (x > one.x && y >= one.y) || (x >= one.x && y > one.y));
          expect(front.includes(one)).toBe(!isBeaten);
        }
        expect(front.map(({ x }) => x)).toEqual(front.map(({ x }) => x).sort((a, b) => a - b));
      }),
    );
  });

  it('depends on the lists and on the hostile accounts that are asked about', () => {
    const onFront = (view: Parameters<typeof shownPoints>[1]) =>
      shownPoints(points, view).flatMap(({ id, isOnFront }) => (isOnFront ? [id] : []));
    expect(onFront({ lists: 'all', against: 5 })).toEqual(['100000/4', '200000/4', '1000000/1']);
    expect(onFront({ lists: 'all', against: 0 })).toEqual(['1000000/1']);
    expect(onFront({ lists: 'fresh', against: 0 })).toEqual(['100000/4']);
  });
});

describe('a view', () => {
  it('comes from the address, and is the usual one where that makes no sense', () => {
    expect(viewOf(new URLSearchParams('lists=fresh&against=20'))).toEqual({ lists: 'fresh', against: 20 });
    expect(viewOf(new URLSearchParams('lists=mine&against=3'))).toEqual({ lists: 'all', against: 2 });
  });
});

describe('the drawing', () => {
  const shown = shownPoints(points, { lists: 'all', against: 5 });
  const drawing = { shown, chosen: '100000/4', against: 5, limit: 10, scheme: 'light' } as const;

  it('has the front and a line a power, and every point by its id', () => {
    const { series } = curveOption(drawing);
    expect(series).toMatchObject([
      {
        data: [
          [200_000, 300_000],
          [250_000, 250_000],
          [300_000, 100_000],
        ],
      },
      { data: [{ id: '100000/4' }, { id: '200000/4', symbol: 'diamond' }, { id: '400000/4' }] },
      { data: [{ id: '1000000/1', value: [300_000, 100_000] }] },
    ]);
    expect(curveLegend(shown, 'dark').map(({ label }) => label)).toEqual([
      'Power 4',
      'Power 1',
      'Nothing is better in both',
    ]);
  });

  it('says which point it speaks of, and nothing of what is none', () => {
    expect(idOf({ id: '100000/4', value: [1, 2] })).toBe('100000/4');
    for (const data of [undefined, null, [1, 2], { id: 7 }]) expect(idOf(data)).toBeUndefined();
  });
});

describe('the words', () => {
  const made = { position: '0000000000000100', policy: `sha256:${'a'.repeat(64)}` };

  it('lead to a draft with the clip and the power alone', () => {
    const asked = new URL(draftLink(point(400_000, 0, 0, 2)), 'http://shop').searchParams.get('draft');
    expect(JSON.parse(asked ?? '')).toEqual({ peers: { clip: 400_000, power: 2 } });
  });

  it('say how many are missing', () => {
    const lacks = [{ what: 'returned' as const, has: 12, needs: 20 }];
    expect(lackTexts({ outcome: 'too-small', ...made, lacks })).toEqual([
      '20 accounts that took something home before the cut and after it: there are 12, 8 more are needed.',
    ]);
  });

  it('say how old a result is', () => {
    const result = { outcome: 'too-small' as const, ...made, lacks: [] };
    expect(ageText(made, result)).toBeUndefined();
    expect(ageText({ ...made, position: '0000000000000101' }, result)).toBe('1 event came since.');
    expect(ageText({ ...made, policy: `sha256:${'b'.repeat(64)}` }, result)).toMatch(/^Another policy/);
  });
});
