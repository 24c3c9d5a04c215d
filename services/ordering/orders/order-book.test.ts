import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { OrderStatus, StandOrder } from '../stand/stand-state.ts';
import { createOrderBook } from './order-book.ts';

const STATUSES: readonly OrderStatus[] = ['placed', 'cancelled', 'fulfilled', 'expired', 'refunded'];

const anOrder = (sequence: number, accountId = 'a-1', status: OrderStatus = 'placed'): StandOrder => ({
  orderId: `o-${sequence}`,
  accountId,
  lines: [],
  units: 0,
  placedAt: 0,
  day: '2026-11-20',
  sequence,
  requestBody: undefined,
  status,
  endedAt: undefined,
});

describe('order book', () => {
  test('knows where an order was placed and where it changed last', () => {
    const book = createOrderBook();
    const order = anOrder(0);
    book.record(order, '0000000000000001');
    // The same again, or something about the order that changed nothing, is no news.
    book.record(order, '0000000000000002');
    expect(book.find(order)).toMatchObject({ placed: '0000000000000001', last: '0000000000000001' });
    order.status = 'cancelled';
    book.record(order, '0000000000000003');
    expect(book.find(order)).toMatchObject({ placed: '0000000000000001', last: '0000000000000003' });
  });

  test('whatever happened, its pages are what a look at every order gives', () => {
    const happening = fc.record({
      account: fc.constantFrom('a-1', 'a-2', 'a-3'),
      ends: fc.array(fc.tuple(fc.nat(40), fc.constantFrom(...STATUSES)), { maxLength: 3 }),
    });
    const question = fc.record({
      accountId: fc.constantFrom(undefined, 'a-1', 'a-2', 'nobody'),
      status: fc.constantFrom(undefined, ...STATUSES),
      matches: fc.constantFrom(undefined, ({ sequence }: StandOrder) => sequence % 3 === 0),
      sort: fc.constantFrom('newest' as const, 'oldest' as const),
      limit: fc.integer({ min: 1, max: 7 }),
    });
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 40 }), question, (happenings, query) => {
        const book = createOrderBook();
        const orders: StandOrder[] = [];
        for (const { account, ends } of happenings) {
          const placed = anOrder(orders.length, account);
          orders.push(placed);
          book.record(placed, '0');
          for (const [which, status] of ends) {
            const order = orders[which % orders.length] ?? placed;
            order.status = status;
            book.record(order, '0');
          }
        }
        const expected = orders
          .filter(({ accountId }) => query.accountId === undefined || accountId === query.accountId)
          .filter(({ status }) => query.status === undefined || status === query.status)
          .filter((order) => !query.matches || query.matches(order))
          .map(({ sequence }) => sequence);
        if (query.sort === 'newest') expected.reverse();
        const seen: number[] = [];
        let after: number | undefined;
        do {
          const page = book.page({ ...query, after });
          expect(page.total).toBe(expected.length);
          expect(page.entries.length).toBeLessThanOrEqual(query.limit);
          seen.push(...page.entries.map(({ order }) => order.sequence));
          after = page.next;
        } while (after !== undefined);
        expect(seen).toEqual(expected);
      }),
    );
  });
});
