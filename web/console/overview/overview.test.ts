import { describe, expect, it } from '@jest/globals';
import { bucketLabel } from './bucket-label.ts';
import { lineFates } from './line-fates.ts';
import { orderOutcomes, windowTotals } from './order-outcomes.ts';
import { gapOf, highlightOf, shareLines } from './share-lines.ts';
import { shareCeiling, sharePanelOption } from './share-panel-option.ts';

const shares = [
  { itemId: 'plain-1', name: 'Plain Dog', raw: [0, 5, 80], counted: [0, 5, 6] },
  { itemId: 'bcpcc-8', name: 'Blue Cheese and Potato Chip Complete', raw: [0, 5, 5], counted: [0, 5, 14] },
];
const totals = { raw: [0, 10, 100], counted: [0, 10, 20] };
const lines = { counted: 20, open: 5, cancelled: 70, expired: 2, refunded: 1, repeated: 2, quarantined: 0 };
const orders = {
  placed: [4, 10],
  fulfilled: [3, 2],
  cancelled: [0, 6],
  expired: [1, 0],
  refunded: [0, 1],
};

describe('item shares', () => {
  it('are parts of all lines, and nothing while there are none', () => {
    const [plain, story] = shareLines({ shares, totals });
    expect(plain?.raw).toEqual([null, 0.5, 0.8]);
    expect(story?.counted).toEqual([null, 0.5, 0.7]);
    expect(story?.label).toBe('#8 Blue Cheese and Potato Chip Complete');
    expect(story && gapOf(story)).toBeCloseTo(-0.65);
  });

  it('point at what was asked for, else at the item of the story, else at the most counted', () => {
    const all = shareLines({ shares, totals });
    expect(highlightOf(all, 'plain-1')?.itemId).toBe('plain-1');
    expect(highlightOf(all, 'gone')?.itemId).toBe('bcpcc-8');
    expect(highlightOf(all.slice(0, 1), undefined)?.itemId).toBe('plain-1');
    expect(highlightOf([], undefined)).toBeUndefined();
  });

  it('are drawn dashed as placed and solid as counted, on one scale that holds them all', () => {
    const all = shareLines({ shares, totals });
    const ceiling = shareCeiling(all);
    expect(ceiling).toBe(0.8);
    const panel = {
      lines: all,
      highlight: all[1],
      labels: ['a', 'b', 'c'],
      ceiling,
      scheme: 'light' as const,
    };
    expect(sharePanelOption({ ...panel, counting: 'raw' })).toMatchObject({
      yAxis: { max: 0.8 },
      series: [{ lineStyle: { type: 'dashed' } }, { lineStyle: { type: 'dashed', width: 3.5 } }],
    });
    expect(sharePanelOption({ ...panel, counting: 'counted' })).toMatchObject({
      yAxis: { max: 0.8 },
      series: [{ lineStyle: { type: 'solid' } }, { lineStyle: { type: 'solid', width: 3.5 } }],
    });
  });

  it('have a scale even where nothing is sold', () => {
    expect(shareCeiling([])).toBe(0.02);
  });
});

describe('orders and lines', () => {
  it('put every order into one outcome', () => {
    const outcomes = orderOutcomes({ orders });
    expect(outcomes.find(({ outcome }) => outcome === 'open')?.perBucket).toEqual([0, 1]);
    expect(outcomes.reduce((sum, { total }) => sum + total, 0)).toBe(14);
  });

  it('never show less than no open order, whatever the counts say', () => {
    const odd = orderOutcomes({ orders: { ...orders, fulfilled: [9, 9] } });
    expect(odd.find(({ outcome }) => outcome === 'open')?.perBucket).toEqual([0, 0]);
  });

  it('say what counted and what did not', () => {
    expect(windowTotals({ orders, lines })).toEqual({
      placed: 14,
      cancelled: 6,
      cancelledShare: 6 / 14,
      lines: 100,
      counted: 20,
      uncounted: 80,
    });
    expect(lineFates(lines).reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
    expect(lineFates({ ...lines, counted: 0, cancelled: 0 })[0]?.share).toBe(0);
  });

  it('label days by the fold, wherever the reader lives', () => {
    expect(bucketLabel('2026-11-20T00:00:00Z', 'month')).toBe('Nov 20');
  });
});
