import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { placeOrder } from '../../services/contracts/http/ordering.ts';
import { anItem, ended, listed } from '../builders/ordering.ts';
import {
  act,
  expectProblem,
  itemOf,
  menuOf,
  ordersOf,
  place,
  placed,
  until,
} from '../builders/ordering-client.ts';
import { anOrderingSite, type OrderingSite, type RunningOrdering } from '../builders/ordering-service.ts';

let site: OrderingSite;
beforeEach(async () => {
  site = await anOrderingSite();
});
afterEach(() => site.remove());

describe('the Idempotency-Key', () => {
  test('is required', async () => {
    const stand = await site.start();
    const body = { lines: [{ itemId: 'classic-1', quantity: 1 }] };
    expectProblem(
      await stand.call('POST /api/orders', { as: 'e-01', body }),
      400,
      'idempotency-key-required',
    );
    expectProblem(await place(stand, { key: 'x'.repeat(129) }), 400, 'idempotency-key-required');
  });

  test('gives the same answer to the letter, after the order has moved on and after a restart', async () => {
    const stand = await site.start();
    const first = await place(stand, { key: 'k', item: 'bcpcc-8' });
    const { orderId } = placeOrder.reply.parse(first.json);
    site.clock.pass(5);
    await act(stand, 'cancel', orderId, 'e-01');
    expect((await place(stand, { key: 'k', item: 'bcpcc-8' })).text).toBe(first.text);
    await site.reopen();
    const again = await place(await site.start(), { key: 'k', item: 'bcpcc-8' });
    expect({ status: again.status, text: again.text }).toEqual({ status: 201, text: first.text });
    expect(await site.count('order.placed')).toBe(1);
  });

  test('with another body is refused, for another account it is another key', async () => {
    const stand = await site.start();
    await placed(stand, { key: 'k' });
    expectProblem(await place(stand, { key: 'k', quantity: 2 }), 422, 'idempotency-key-reused');
    await placed(stand, { key: 'k', quantity: 2, as: 'e-02' });
    expect(await site.count('order.placed')).toBe(2);
  });

  test('makes one order of many retries at once, over two services', async () => {
    const stands = [await site.start(), await site.start()];
    const replies = await Promise.all(
      Array.from({ length: 20 }, (_, index) => place(stands[index % 2] ?? stands[0]!, { key: 'k' })),
    );
    expect(new Set(replies.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(await site.count('order.placed')).toBe(1);
  });

  test('of a refused order is free: the order can be tried again', async () => {
    await site.given('2026-11-20T09:00:00Z', listed(anItem('dog-1', { dailyStock: 1 })));
    const stand = await site.start();
    const { orderId } = await placed(stand, { item: 'dog-1', as: 'e-02' });
    expectProblem(await place(stand, { item: 'dog-1', key: 'k' }), 409, 'all-held');
    await act(stand, 'cancel', orderId, 'e-02');
    await placed(stand, { item: 'dog-1', key: 'k' });
  });
});

describe('two people', () => {
  test.each([1, 2])("can't buy the last one, with %d services over the log", async (services) => {
    await site.given('2026-11-20T09:00:00Z', listed(anItem('dog-1', { dailyStock: 5 })));
    const stands: RunningOrdering[] = [];
    for (let each = 0; each < services; each += 1) stands.push(await site.start());
    const replies = await Promise.all(
      Array.from({ length: 40 }, (_, index) => {
        const stand = stands[index % services] ?? site.start();
        return Promise.resolve(stand).then((open) =>
          place(open, { item: 'dog-1', as: `e-${String(index + 1).padStart(2, '0')}` }),
        );
      }),
    );
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(5);
    const refused = replies.filter(({ status }) => status !== 201);
    for (const reply of refused) expectProblem(reply, 409, 'all-held');
    expect(await site.count('order.placed')).toBe(5);
    for (const stand of stands)
      expect(await itemOf(stand, 'dog-1')).toMatchObject({ stock: { made: 5, left: 0, held: 5, sold: 0 } });
  });

  test('who hand over the same order at two services: one of them is told so', async () => {
    const stands = [await site.start(), await site.start()] as const;
    const { orderId } = await placed(stands[0]);
    const replies = await Promise.all(stands.map((stand) => act(stand, 'fulfil', orderId)));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await site.count('order.fulfilled')).toBe(1);
  });

  test('a refusal rests on what the other service has done, not on what was known before', async () => {
    await site.given('2026-11-20T09:00:00Z', listed(anItem('dog-1', { dailyStock: 1 })));
    const [one, other] = [await site.start(), await site.start()];
    const { orderId } = await placed(one, { item: 'dog-1' });
    expectProblem(await place(other, { item: 'dog-1', as: 'e-02' }), 409, 'all-held');
    await act(one, 'cancel', orderId, 'e-01');
    await placed(other, { item: 'dog-1', as: 'e-02' });
  });
});

describe('a restart', () => {
  test('finds every order, every stock and every hold', async () => {
    const stand = await site.start();
    const held = await placed(stand, { quantity: 11 });
    const sold = await placed(stand, { as: 'e-02', item: 'bcpcc-8' });
    await act(stand, 'fulfil', sold.orderId);
    const before = { menu: await menuOf(stand), orders: await ordersOf(stand, 'operator') };
    await site.reopen();
    const again = await site.start();
    expect({ menu: await menuOf(again), orders: await ordersOf(again, 'operator') }).toEqual(before);
    expectProblem(await place(again, { quantity: 2 }), 409, 'hold-limit');
    expect((await act(again, 'cancel', held.orderId, 'e-01')).status).toBe(200);
  });

  test('ends what was sold out yesterday', async () => {
    await site.given('2026-11-20T09:00:00Z', listed(anItem('dog-1', { dailyStock: 1 })));
    const stand = await site.start();
    await act(stand, 'fulfil', (await placed(stand, { item: 'dog-1' })).orderId);
    await site.reopen();
    site.clock.set('2026-11-21T08:00:00Z');
    const again = await site.start();
    expect(await itemOf(again, 'dog-1')).toMatchObject({ availability: 'available', stock: { left: 1 } });
    await until(async () => (await site.count('item.restocked')) === 1);
  });
});

describe('lists of orders', () => {
  test('are my own for a customer, all for the operator; searched, by status, page after page', async () => {
    const stand = await site.start();
    for (const as of ['e-01', 'e-02', 'e-01', 'e-03']) await placed(stand, { as, item: 'kraut-5' });
    const eight = await placed(stand, { as: 'e-02', item: 'bcpcc-8' });
    await act(stand, 'fulfil', eight.orderId);
    expect((await ordersOf(stand, 'e-01')).rows.map(({ accountId }) => accountId)).toEqual(['e-01', 'e-01']);
    expect((await ordersOf(stand, 'operator')).total).toBe(5);
    expect((await ordersOf(stand, 'operator', '?status=placed')).total).toBe(4);
    expect((await ordersOf(stand, 'operator', '?search=potato')).rows).toMatchObject([
      { orderId: eight.orderId },
    ]);
    expect((await ordersOf(stand, 'operator', '?search=achterberg')).total).toBe(2);
    expect((await ordersOf(stand, 'operator', `?search=${eight.orderId}`)).total).toBe(1);
    expect((await ordersOf(stand, 'e-01', '?search=achterberg')).total).toBe(0);
    const first = await ordersOf(stand, 'operator', '?limit=3');
    const second = await ordersOf(stand, 'operator', `?limit=3&cursor=${first.next ?? ''}`);
    expect([...first.rows, ...second.rows].map(({ accountId }) => accountId)).toEqual([
      'e-02',
      'e-03',
      'e-01',
      'e-02',
      'e-01',
    ]);
    expect(second.next).toBeUndefined();
    expectProblem(await stand.call('GET /api/orders?cursor=x', { as: 'e-01' }), 400, 'invalid-cursor');
  });

  test('show what others recorded under the name of the stand, and nothing of other sources', async () => {
    const data = {
      orderId: 'old-1',
      accountId: 'e-01',
      lines: [{ itemId: 'classic-1', quantity: 1, unitPrice: 500 }],
    };
    await site.given(
      '2026-10-20T12:00:00Z',
      { type: 'order.placed', data },
      ended('order.fulfilled', 'old-1', 'e-01'),
    );
    await site.log.append([
      {
        ...{
          specversion: '1.0',
          id: '1',
          source: '/elsewhere',
          time: '2026-10-20T12:00:00Z',
          type: 'order.placed',
        },
        data: { ...data, orderId: 'other-1' },
      },
    ]);
    const { rows } = await ordersOf(await site.start(), 'e-01');
    expect(rows).toMatchObject([{ orderId: 'old-1', status: 'fulfilled', total: 500 }]);
    expect(rows[0]?.lines).toMatchObject([{ name: 'The Classic', number: 1 }]);
  });
});
