import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createSession, listOrders, placeOrder } from '../../services/contracts/http/ordering.ts';
import { ONE_EVENT, postEvents } from '../../services/contracts/http/ingest.ts';
import { problem } from '../../services/contracts/http/problem.ts';
import { readConfig } from '../../services/platform/config/config.ts';
import { becomesReady, connectRedis } from '../../services/platform/redis/connect.ts';
import { launch, type Relish } from '../../services/relish/launch/launch.ts';
import { anOrder } from '../builders/an-order.ts';
import { describeWithOwnRedis } from '../engines/describe-with-engines.ts';
import { ON_THIS_MACHINE } from '../engines/free-port.ts';
import { type OwnRedis, startOwnRedis } from '../engines/redis-server.ts';

describeWithOwnRedis('where a copy of Redis has to confirm', () => {
  let folder: string;
  let redis: OwnRedis;
  let copy: OwnRedis;
  let relish: Relish;
  let customer: string;

  const post = async (path: string, token: string, body: unknown, headers: Record<string, string> = {}) => {
    const all = { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers };
    const sent = { method: 'POST', headers: all, body: JSON.stringify(body) };
    const reply = await fetch(`${relish.url}${path}`, sent);
    const json: unknown = await reply.json();
    return { status: reply.status, code: problem.safeParse(json).data?.code, json };
  };
  const order = (key: string) =>
    post(
      '/api/orders',
      customer,
      { lines: [{ itemId: 'bcpcc-8', quantity: 1 }] },
      { 'idempotency-key': key },
    );
  const orders = async () => {
    const headers = { authorization: `Bearer ${customer}` };
    return listOrders.reply.parse(await (await fetch(`${relish.url}/api/orders`, { headers })).json()).rows;
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'relish-copies-'));
    const args = ['--repl-diskless-sync-delay', '0'];
    redis = await startOwnRedis({ durable: true, args });
    const of = ['--replicaof', ON_THIS_MACHINE, String(redis.address.port)];
    copy = await startOwnRedis({ durable: true, args: [...args, ...of] });
    const client = connectRedis(redis.url, 'test');
    await becomesReady(client);
    while (!(await client.info('replication')).includes('state=online')) await setTimeout(20);
    client.disconnect();
    const environment = { PORT: '0', RELISH_DATA: folder, RELISH_LOG_LEVEL: 'silent', REDIS_URL: redis.url };
    relish = await launch(readConfig({ ...environment, REDIS_WAIT_REPLICAS: '1' }));
    const session = await post('/api/session', '', { accountId: 'e-01', passcode: 'relish' });
    customer = createSession.reply.parse(session.json).token;
  });
  afterAll(async () => {
    copy.resume();
    await relish[Symbol.asyncDispose]();
    await copy[Symbol.asyncDispose]();
    await redis[Symbol.asyncDispose]();
    await rm(folder, { recursive: true });
  });

  test('an order that no copy has is not acknowledged, however often it is sent again', async () => {
    await copy.pause();
    const refused = { status: 503, code: 'log-not-copied' };
    expect(await order('lunch')).toMatchObject(refused);
    expect(await order('lunch')).toMatchObject(refused);
    copy.resume();
    const { status, json } = await order('lunch');
    expect(status).toBe(201);
    expect((await orders()).map(({ orderId }) => orderId)).toEqual([placeOrder.reply.parse(json).orderId]);
  });

  test('nor an event that somebody sends', async () => {
    const [event] = anOrder('o-1').by('a-1').of('bcpcc-8').events;
    const send = () =>
      post('/v1/events', relish.data.tokens.service.secret, event, { 'content-type': ONE_EVENT });
    await copy.pause();
    expect(await send()).toMatchObject({ status: 503, code: 'log-not-copied' });
    expect(await send()).toMatchObject({ status: 503, code: 'log-not-copied' });
    copy.resume();
    expect(postEvents.reply.parse((await send()).json)).toMatchObject({ accepted: 0, duplicates: 1 });
  });
});
