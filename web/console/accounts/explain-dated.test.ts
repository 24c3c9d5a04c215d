import { describe, expect, it } from '@jest/globals';
import { explainDated, explainUndated } from './explain-dated.ts';

const found = {
  code: 'cancel-spam',
  strength: 400_000,
  facts: { ordersCancelled: 9, ordersPlaced: 9, quickCancels: 0 },
  first: '2026-11-02',
  last: '2026-11-08',
  effect: 'held',
  weight: 1_000_000,
} as const;

describe('dated evidence', () => {
  it('is told with its day, how long it held and what it changed', () => {
    expect(explainDated(found, undefined)).toEqual({
      day: '2026-11-02',
      title: 'Cancels what it orders',
      text: 'Cancelled 9 of 9 orders. Last seen 2026-11-08. It held the rise to established back.',
    });
    const lowered = { ...found, last: found.first, effect: 'lowered', weight: 125_000 } as const;
    expect(explainDated(lowered, undefined).text).toMatch(
      /orders\. Its votes counted for 12\.5% at the least\.$/,
    );
  });

  it('claims no first day where days before it were not looked at', () => {
    expect(explainDated(found, '2026-11-02').day).toBe('By 2026-11-02');
    expect(explainDated(found, '2026-11-01').day).toBe('2026-11-02');
  });

  it('says what can’t be dated', () => {
    expect(explainUndated(['avoidance', 'shared-origin', 'co-visitation'])).toBe(
      '“Everything but one”, “Many behind one origin” and “Pairs two items” can’t be dated: they compare with what others did by then, which isn’t kept.',
    );
  });
});
