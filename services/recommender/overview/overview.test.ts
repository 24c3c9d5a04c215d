import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { quarantined } from '../../../test/builders/acts.ts';
import { anOrder, daysAgo } from '../../../test/builders/an-order.ts';
import { fold } from '../../../test/builders/fold.ts';
import { hostileEvents } from '../../../test/builders/hostile.ts';
import { runs } from '../../../test/builders/runs.ts';
import { getOverview } from '../../contracts/http/overview.ts';
import { OUTCOME } from '../integrity/settlement.ts';
import { describeOverview } from './describe-overview.ts';

const events = [
  ...anOrder('o-1').by('a-1').of('a', 2).of('b').placedAt(daysAgo(1)).fulfilled().events,
  ...anOrder('o-2').by('a-1').of('a').placedAt(daysAgo(1, 3)).fulfilled().events,
  ...anOrder('o-3').by('a-2').of('a', 5).placedAt(daysAgo(0)).cancelled().events,
  ...anOrder('o-4').by('a-2').of('b').placedAt(daysAgo(0, 1)).fulfilled().refunded().events,
  ...anOrder('o-5').by('a-3').of('b').placedAt(daysAgo(0, 2)).events,
  ...anOrder('o-6').by('a-4').of('b').placedAt(daysAgo(0, 2)).fulfilled().events,
  quarantined('a-4'),
];
const month = { window: 'month', items: 12 } as const;
const last = <T>(series: readonly T[]): T => series.at(-1)!;

describe('the overview', () => {
  test('says what was placed and what became of it, by the day of the placement', () => {
    const { orders, lines, buckets } = describeOverview(fold(events), month);
    expect(buckets.slice(-2)).toEqual(['2026-11-19T00:00:00.000Z', '2026-11-20T00:00:00.000Z']);
    expect(orders.placed.slice(-2)).toEqual([2, 4]);
    expect(orders.fulfilled.slice(-2)).toEqual([2, 1]);
    expect(orders.cancelled.slice(-2)).toEqual([0, 1]);
    expect(orders.refunded.slice(-2)).toEqual([0, 1]);
    expect(lines).toEqual({
      ...{ counted: 2, repeated: 1, open: 1, cancelled: 1, expired: 0, refunded: 1, quarantined: 1 },
    });
  });

  test('sets what a naive count sees beside what counted', () => {
    const { shares, totals } = describeOverview(fold(events), month);
    const of = (itemId: string) => shares.find((share) => share.itemId === itemId)!;
    expect([last(of('a').raw), last(of('a').counted)]).toEqual([8, 1]);
    expect([last(of('b').raw), last(of('b').counted)]).toEqual([4, 1]);
    expect([last(totals.raw), last(totals.counted)]).toEqual([12, 2]);
    expect(of('a').raw.slice(-3)).toEqual([0, 3, 8]);
  });

  test('of the last hour goes by the minute of event time, also of those that came late', () => {
    const hour = { window: 'hour', items: 12 } as const;
    const late = anOrder('late').by('a-9').of('a').placedAt('2026-11-20T13:30:30Z').events;
    const { buckets, orders } = describeOverview(fold([...events, ...late]), hour);
    expect(last(buckets)).toBe('2026-11-20T14:00:00.000Z');
    expect(orders.placed.reduce((sum, count) => sum + count)).toBe(3);
    expect(orders.placed[buckets.indexOf('2026-11-20T13:30:00.000Z')]).toBe(1);
  });

  test('forgets the days that nobody is shown, however many there are, and no count of them', () => {
    const old = Array.from(
      { length: 300 },
      (_, ago) =>
        anOrder(`old-${ago}`)
          .by('a-1')
          .of('a')
          .placedAt(daysAgo(300 - ago)).events,
    );
    const state = fold([...old.flat(), ...events]);
    expect(state.overview.days.size).toBeLessThanOrEqual(120);
    const gone = fold([...old.flat(), ...events, ...anOrder('old-1').by('a-1').cancelled().withoutPlacement]);
    expect(gone.overview.totals.orders[OUTCOME.cancelled]).toBe(2);
    const { totals } = describeOverview(gone, month);
    expect(last(totals.raw)).toBe(312);
  });

  test('has the shape of the contract and no negative count, whatever happened', () => {
    const hostile = hostileEvents({ accounts: ['a-1', 'a-2', '__proto__'], items: 5, maxLength: 80 });
    fc.assert(
      fc.property(hostile, fc.boolean(), (some, isHour) => {
        const state = fold([...some.slice(0, 40), quarantined('a-1'), ...some.slice(40)]);
        const overview = describeOverview(state, { window: isHour ? 'hour' : 'month', items: 20 });
        expect(getOverview.reply.parse(overview)).toEqual(overview);
        for (const { raw, counted } of overview.shares) {
          for (const series of [raw, counted]) expect(series).toEqual(series.toSorted((a, b) => a - b));
        }
      }),
      runs(40),
    );
  });
});
