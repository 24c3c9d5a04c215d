import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Question } from '../../services/contracts/http/answers.ts';
import { anAnswer } from '../builders/an-answer.ts';
import { anItem, listed } from '../builders/ordering.ts';
import {
  act,
  expectProblem,
  freshKey,
  itemOf,
  menuOf,
  ordersOf,
  place,
  placed,
  until,
} from '../builders/ordering-client.ts';
import { anOrderingSite, type OrderingSite } from '../builders/ordering-service.ts';

let site: OrderingSite;
beforeEach(async () => {
  site = await anOrderingSite();
});
afterEach(() => site.remove());

describe('the menu', () => {
  test('has #8 and at least twelve hot dogs, listed once however often the shop starts', async () => {
    await site.start();
    await site.reopen();
    const menu = await menuOf(await site.start());
    expect(menu.items.length).toBeGreaterThanOrEqual(12);
    expect(menu.items.find(({ number }) => number === 8)).toMatchObject({ itemId: 'bcpcc-8', price: 850 });
    expect(await site.count('item.listed')).toBe(menu.items.length);
    expect(menu).toMatchObject({ stand: { open: true, timeZone: 'Europe/London' }, holdLimit: 12 });
  });

  test('of a real shop is empty until something is listed, by whoever tells it', async () => {
    const stand = await site.start({ env: { RELISH_DEMO: 'off' } });
    expect((await menuOf(stand)).items).toEqual([]);
    await site.given('2026-11-20T12:00:00Z', listed(anItem('dog-1')));
    expect((await menuOf(stand)).items).toMatchObject([{ itemId: 'dog-1' }]);
  });

  test('tells held from sold out', async () => {
    await site.given('2026-11-20T09:00:00Z', listed(anItem('dog-1', { dailyStock: 1 })));
    const stand = await site.start();
    const order = await placed(stand, { item: 'dog-1' });
    expect(await itemOf(stand, 'dog-1')).toMatchObject({
      availability: 'held',
      stock: { made: 1, left: 0, held: 1, sold: 0 },
    });
    expectProblem(await place(stand, { item: 'dog-1', as: 'e-02' }), 409, 'all-held');
    expect(await site.count('item.soldout')).toBe(0);
    await act(stand, 'fulfil', order.orderId);
    expect(await itemOf(stand, 'dog-1')).toMatchObject({ availability: 'soldout', stock: { sold: 1 } });
    expectProblem(await place(stand, { item: 'dog-1', as: 'e-02' }), 409, 'sold-out');
    expect(await site.count('item.soldout')).toBe(1);
    const restocked = await stand.call('POST /api/items/dog-1/restock', {
      as: 'operator',
      body: { quantity: 2 },
    });
    expect(restocked.json).toMatchObject({ availability: 'available', stock: { made: 3, left: 2 } });
    expect(await site.count('item.restocked')).toBe(1);
  });
});

describe('an order', () => {
  test('is placed, handed over and refunded, and each step is on the log', async () => {
    const stand = await site.start();
    const order = await placed(stand, { item: 'bcpcc-8', quantity: 2 });
    expect(order).toMatchObject({
      accountId: 'e-01',
      accountName: 'Ada Lindqvist',
      status: 'placed',
      lines: [{ itemId: 'bcpcc-8', number: 8, quantity: 2, unitPrice: 850 }],
      total: 1700,
      placedAt: '2026-11-20T12:00:00.000Z',
      cancellableUntil: '2026-11-20T12:02:00.000Z',
      expiresAt: '2026-11-20T12:45:00.000Z',
    });
    expect((await act(stand, 'fulfil', order.orderId)).json).toMatchObject({ status: 'fulfilled' });
    const refunded = await act(stand, 'refund', order.orderId);
    expect(refunded.json).toMatchObject({ status: 'refunded', endedAt: '2026-11-20T12:00:00.000Z' });
    expectProblem(await act(stand, 'refund', order.orderId), 409, 'already-ended');
    const about = (await site.events()).filter(({ subject }) => subject === `orders/${order.orderId}`);
    expect(about.map(({ type }) => type)).toEqual(['order.placed', 'order.fulfilled', 'order.refunded']);
    expect(refunded.json).toMatchObject({ position: site.log.head() });
  });

  test('can be placed and cancelled at once, as the prankster knows', async () => {
    const stand = await site.start();
    const { orderId } = await placed(stand);
    expectProblem(await act(stand, 'cancel', orderId, 'e-02'), 404, 'unknown-order');
    expect((await act(stand, 'cancel', orderId, 'e-01')).json).toMatchObject({ status: 'cancelled' });
    expectProblem(await act(stand, 'cancel', orderId, 'e-01'), 409, 'already-ended');
    expect(await itemOf(stand, 'classic-1')).toMatchObject({ stock: { held: 0, sold: 0 } });
  });

  test('can be cancelled for the grace period only', async () => {
    const stand = await site.start();
    const { orderId } = await placed(stand);
    site.clock.pass(120);
    expectProblem(await act(stand, 'cancel', orderId, 'e-01'), 409, 'grace-over');
    expect((await ordersOf(stand, 'e-01')).rows[0]).not.toHaveProperty('cancellableUntil');
  });

  test('that nobody picks up expires by itself, and the operator can give one up', async () => {
    const stand = await site.start();
    const late = await placed(stand);
    const givenUp = await placed(stand);
    expect((await act(stand, 'expire', givenUp.orderId)).json).toMatchObject({ status: 'expired' });
    site.clock.pass(2_700);
    await until(async () => (await site.count('order.expired')) === 2);
    expect((await ordersOf(stand, 'e-01', '?status=expired')).rows.map(({ orderId }) => orderId)).toEqual([
      givenUp.orderId,
      late.orderId,
    ]);
  });

  test('is refused while the stand is closed, with the next opening', async () => {
    const stand = await site.start({ env: { RELISH_HOURS: '11:00-14:30' } });
    site.clock.set('2026-11-20T14:30:00Z');
    const refused = await place(stand);
    expectProblem(refused, 409, 'closed');
    expect(refused.json).toMatchObject({
      detail: 'The stand is closed. It opens again on Saturday 21 November at 11:00.',
      facts: { opensAt: '2026-11-21T11:00:00Z' },
    });
    expect(await menuOf(stand)).toMatchObject({
      stand: { open: false, opensAt: '2026-11-21T11:00:00.000Z' },
    });
  });

  test("is bounded by what the account's open orders hold", async () => {
    const stand = await site.start();
    const { orderId } = await placed(stand, { quantity: 12 });
    expectProblem(await place(stand), 409, 'hold-limit');
    await act(stand, 'cancel', orderId, 'e-01');
    await placed(stand);
  });

  test('names only keyed hashes of where it came from', async () => {
    const stand = await site.start({ env: { RELISH_TRUST_PROXY: 'loopback' } });
    await placed(stand, { device: 'phone-of-ada', headers: { 'x-forwarded-for': '203.0.113.7' } });
    const event = (await site.events()).find(({ type }) => type === 'order.placed');
    expect(event?.data).toMatchObject({
      origin: {
        address: expect.stringMatching(/^[0-9a-f]{32}$/),
        device: expect.stringMatching(/^[0-9a-f]{32}$/),
      },
    });
    expect(JSON.stringify(event)).not.toMatch(/203\.0\.113|phone-of-ada/);
  });

  test('and a cancellation are limited apart, so that who ordered too much can still cancel', async () => {
    const stand = await site.start({ env: { RELISH_ORDERS_PER_MINUTE: '2' } });
    const { orderId } = await placed(stand);
    await placed(stand);
    const refused = await place(stand);
    expectProblem(refused, 429, 'too-many-requests');
    expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
    await placed(stand, { as: 'e-02' });
    expect((await act(stand, 'cancel', orderId, 'e-01')).status).toBe(200);
  });

  test.each<[string, number, string, string | object, Record<string, string>]>([
    ['no JSON', 400, 'not-json', '{', {}],
    ['the wrong type', 415, 'unsupported-media-type', 'lines=1', { 'content-type': 'text/plain' }],
    ['too much', 413, 'too-large', { lines: [], padding: 'x'.repeat(70_000) }, {}],
    ['nothing', 400, 'invalid-request', { lines: [] }, {}],
    ['half a hot dog', 400, 'invalid-request', { lines: [{ itemId: 'classic-1', quantity: 0.5 }] }, {}],
    ['minus one', 400, 'invalid-request', { lines: [{ itemId: 'classic-1', quantity: -1 }] }, {}],
    [
      'what is not on the menu',
      422,
      'not-on-the-menu',
      { lines: [{ itemId: '__proto__', quantity: 1 }] },
      {},
    ],
  ])('of %s is refused', async (_, status, code, body, headers) => {
    const stand = await site.start();
    const all = { 'idempotency-key': freshKey(), 'content-type': 'application/json', ...headers };
    expectProblem(await stand.call('POST /api/orders', { as: 'e-01', body, headers: all }), status, code);
    expect(await site.count('order.placed')).toBe(0);
  });

  test('that nobody placed is unknown to every act', async () => {
    const stand = await site.start();
    for (const what of ['fulfil', 'expire', 'refund'])
      expectProblem(await act(stand, what, 'o-1'), 404, 'unknown-order');
    expectProblem(
      await stand.call('POST /api/items/nothing/restock', { as: 'operator', body: { quantity: 1 } }),
      404,
      'unknown-item',
    );
  });
});

describe('recommendations', () => {
  test('are asked for the account that is signed in, and passed on as they are', async () => {
    const asked: [Question, string | undefined][] = [];
    const answer = anAnswer({ position: '0000000000000007' });
    const stand = await site.start({
      recommend: (question, minPosition) => {
        asked.push([question, minPosition]);
        return Promise.resolve(answer);
      },
    });
    const reply = await stand.call('GET /api/recommendations?limit=3&minPosition=0000000000000007', {
      as: 'e-05',
    });
    expect(reply.json).toEqual(answer);
    expect(asked).toEqual([[{ kind: 'recommendations', accountId: 'e-05', limit: 3 }, '0000000000000007']]);
    expectProblem(
      await stand.call('GET /api/recommendations?limit=101', { as: 'e-05' }),
      400,
      'invalid-request',
    );
  });
});
