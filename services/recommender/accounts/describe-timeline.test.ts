import { describe, expect, test } from '@jest/globals';
import { anOrder, daysAgo, TODAY } from '../../../test/builders/an-order.ts';
import { fold } from '../../../test/builders/fold.ts';
import { MAX_TIMELINE_DAYS, MAX_TIMELINE_ORDERS } from '../../contracts/http/accounts.ts';
import { defaultPolicy } from '../integrity/policy.ts';
import { timelineOf } from './describe-timeline.ts';

const orders = (count: number, ago: (order: number) => number) =>
  Array.from(
    { length: count },
    (_, order) =>
      anOrder(`o-${order}`)
        .of('a')
        .placedAt(daysAgo(ago(order))).events,
  ).flat();

describe('a time line', () => {
  test('is made from the last orders heard of, and says so', () => {
    const of = (count: number) => timelineOf(fold(orders(count, () => 0)), 0);
    expect(of(MAX_TIMELINE_ORDERS)).toMatchObject({ orders: MAX_TIMELINE_ORDERS, capped: false });
    expect(of(MAX_TIMELINE_ORDERS + 1)).toMatchObject({ orders: MAX_TIMELINE_ORDERS, capped: true });
  });

  test('has the latest days, and says so', () => {
    const { days, capped } = timelineOf(fold(orders(MAX_TIMELINE_DAYS + 5, (order) => order)), 0);
    expect([days.length, days.at(-1)!.day, capped]).toEqual([MAX_TIMELINE_DAYS, TODAY, true]);
  });

  test('leaves out orders that were never placed', () => {
    const { days, orders: known } = timelineOf(fold(anOrder('o').cancelled().events), 0);
    expect([days, known]).toEqual([[], 0]);
  });

  test('has evidence on the day it first held, with what it changed', () => {
    const cancelled = Array.from({ length: 12 }, (_, order) =>
      anOrder(`c-${order}`)
        .of('a')
        .placedAt(daysAgo(5))
        .cancelled({ at: daysAgo(5) }),
    ).flatMap(({ events }) => events);
    const { evidence, undated, datedFrom } = timelineOf(fold(cancelled), 0);
    expect(evidence).toMatchObject([
      { code: 'cancel-spam', effect: 'held', weight: 1_000_000, facts: { ordersCancelled: 12 } },
    ]);
    expect(evidence.map(({ first, last }) => [first, last])).toEqual([
      [daysAgo(5).slice(0, 10), daysAgo(5).slice(0, 10)],
    ]);
    expect(undated).toEqual(['avoidance', 'shared-origin', 'same-choices', 'co-visitation']);
    expect(datedFrom).toBeUndefined();
  });

  test('says that votes were lowered, and that what came after the rise held nothing back', () => {
    const days = Array.from({ length: 30 }, (_, ago) =>
      anOrder(`d-${ago}`)
        .of('a')
        .placedAt(daysAgo(ago + 10))
        .fulfilled(),
    );
    const flood = Array.from({ length: 100 }, (_, order) =>
      anOrder(`f-${order}`).of('a').placedAt(daysAgo(5)).fulfilled(),
    );
    const cancels = Array.from({ length: 400 }, (_, order) =>
      anOrder(`c-${order}`)
        .of('a')
        .placedAt(daysAgo(3))
        .cancelled({ at: daysAgo(3) }),
    );
    const events = [...days, ...flood, ...cancels].flatMap((order) => order.events);
    const { filters } = defaultPolicy;
    const strict = { ...filters, flooding: { threshold: 500_000, effect: 'lower' } } as const;
    const { evidence } = timelineOf(fold(events, { ...defaultPolicy, filters: strict }), 0);
    expect(evidence.map(({ code, first, effect }) => [code, first, effect])).toEqual([
      ['flooding', daysAgo(5).slice(0, 10), 'lowered'],
      ['cancel-spam', daysAgo(3).slice(0, 10), 'told'],
    ]);
    expect(evidence[0]!.weight).toBeLessThan(500_000);
  });
});
