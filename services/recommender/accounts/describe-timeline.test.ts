import { describe, expect, test } from '@jest/globals';
import { anOrder, daysAgo, TODAY } from '../../../test/builders/an-order.ts';
import { fold } from '../../../test/builders/fold.ts';
import { MAX_TIMELINE_DAYS, MAX_TIMELINE_ORDERS } from '../../contracts/http/accounts.ts';
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
});
