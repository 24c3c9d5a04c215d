import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { STAND_SOURCE } from '../../services/contracts/events.ts';
import { getPopular } from '../../services/contracts/http/answers.ts';
import { EVENT_BATCH, ONE_EVENT, postEvents } from '../../services/contracts/http/ingest.ts';
import { createSession, getMenu, listOrders, placeOrder } from '../../services/contracts/http/ordering.ts';
import { readConfig } from '../../services/platform/config/config.ts';
import { launch, type Relish } from '../../services/relish/launch/launch.ts';
import { item } from '../builders/acts.ts';
import { anOrder } from '../builders/an-order.ts';

const CUSTOMER = 'e-01';
const SOLD = 'classic-1';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relish-told-'));
});
afterEach(() => rm(folder, { recursive: true }));

const start = (): Promise<Relish> =>
  launch(readConfig({ PORT: '0', RELISH_DATA: folder, RELISH_LOG_LEVEL: 'silent' }));

interface Sent {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

const call = async (url: string, token: string, init: Sent = {}): Promise<unknown> => {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const reply = await fetch(url, { ...init, headers: { ...headers, ...init.headers } });
  const body: unknown = await reply.json();
  expect([url, reply.ok || body]).toEqual([url, true]);
  return body;
};

const shopOf = async ({ url, data }: Relish) => {
  const service = data.tokens.service.secret;
  const body = JSON.stringify({ accountId: CUSTOMER, passcode: 'relish' });
  const { token } = createSession.reply.parse(await call(`${url}/api/session`, '', { method: 'POST', body }));
  return {
    async order() {
      const init = {
        method: 'POST',
        headers: { 'idempotency-key': randomUUID() },
        body: JSON.stringify({ lines: [{ itemId: SOLD, quantity: 1 }] }),
      };
      return placeOrder.reply.parse(await call(`${url}/api/orders`, token, init));
    },
    async books() {
      const orders = listOrders.reply.parse(await call(`${url}/api/orders`, token));
      const { items } = getMenu.reply.parse(await call(`${url}/api/menu`, token));
      return { orders: orders.rows, items: items.map(({ itemId, availability }) => [itemId, availability]) };
    },
    async tell(events: object | readonly object[]) {
      const headers = { 'content-type': Array.isArray(events) ? EVENT_BATCH : ONE_EVENT };
      const init = { method: 'POST', headers, body: JSON.stringify(events) };
      return postEvents.reply.parse(await call(`${url}/v1/events`, service, init));
    },
    async popular(minPosition: string) {
      const query = `limit=100&minPosition=${minPosition}`;
      const { items } = getPopular.reply.parse(await call(`${url}/v1/popular?${query}`, service));
      return items.map(({ itemId }) => itemId);
    },
  };
};

describe('what others tell of the stand, where all of Relish has one log', () => {
  test('counts for the lists, and is none of the stand’s books, now and after a restart', async () => {
    let before: unknown;
    {
      await using relish = await start();
      const shop = await shopOf(relish);
      const mine = await shop.order();
      before = await shop.books();
      const cancelled = { orderId: mine.orderId, accountId: CUSTOMER };
      const told = [
        ...anOrder('told').by(CUSTOMER).of('told-of').fulfilled().events,
        item('item.soldout', SOLD),
        { ...anOrder('x').of(SOLD).events[0]!, id: 'told-cancel', type: 'order.cancelled', data: cancelled },
        // Nobody can deny that it came from outside.
        { ...item('item.listed', SOLD), id: 'told-price', ingested: false },
        { ...item('item.soldout', 'bcpcc-8'), id: 'told-again', ingested: 'no' },
      ].map((event) => ({ ...event, source: STAND_SOURCE }));
      expect(await shop.tell(told[0]!)).toMatchObject({ accepted: 1, rejected: [] });
      const { accepted, duplicates, position } = await shop.tell(told);
      expect({ accepted, duplicates }).toEqual({ accepted: told.length - 1, duplicates: 1 });
      expect(await shop.popular(position)).toContain('told-of');
      expect(await shop.books()).toEqual(before);
    }
    await using relish = await start();
    const shop = await shopOf(relish);
    expect(await shop.books()).toEqual(before);
    await shop.order();
    expect((await shop.books()).orders).toHaveLength(2);
  });
});
