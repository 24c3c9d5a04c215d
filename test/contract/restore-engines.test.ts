import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { type Answer, getRecommendations, reproduceAnswer } from '../../services/contracts/http/answers.ts';
import { EVENT_BATCH, postEvents } from '../../services/contracts/http/ingest.ts';
import { createSession, listOrders } from '../../services/contracts/http/ordering.ts';
import { getStatus } from '../../services/contracts/http/overview.ts';
import { archiveAndTrim } from '../../services/platform/archive/archive-and-trim.ts';
import { readConfig } from '../../services/platform/config/config.ts';
import { ORIGIN } from '../../services/platform/event-log/event-log.ts';
import { STREAMS } from '../../services/platform/event-log/redis/log-keys.ts';
import { openRedisEventLog } from '../../services/platform/event-log/redis/redis-event-log.ts';
import { RestoredLog } from '../../services/platform/event-log/redis/restored-log.ts';
import { openStoredStream } from '../../services/platform/event-log/redis/stored-stream.ts';
import { openS3ObjectStore } from '../../services/platform/object-store/s3-object-store.ts';
import { becomesReady, connectRedis, type RedisClient } from '../../services/platform/redis/connect.ts';
import { createSigner, makeSigningKey } from '../../services/platform/signing/signer.ts';
import { launch, type Relish } from '../../services/relish/launch/launch.ts';
import { anOrder } from '../builders/an-order.ts';
import { describeWithMinio, describeWithOwnRedis } from '../engines/describe-with-engines.ts';
import { startMinio } from '../engines/minio-server.ts';
import { type OwnRedis, startOwnRedis } from '../engines/redis-server.ts';
import { relish as runRelish } from './import-terminal.ts';

jest.setTimeout(60_000);

const pem = makeSigningKey();
const signer = createSigner(pem, 'this test');
const CUSTOMER = 'e-01';
type Environment = Readonly<Record<string, string>>;

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'relish-restore-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const shop = (name: string, more: Environment = {}): Environment => ({
  PORT: '0',
  RELISH_DATA: join(root, name),
  RELISH_LOG_LEVEL: 'silent',
  RELISH_SIGNING_KEY: pem,
  RELISH_ORIGIN_SECRET: 'origin-secret-of-a-shop-that-moves-about',
  ...more,
});
const start = (environment: Environment): Promise<Relish> => launch(readConfig(environment));

interface Request {
  readonly token?: string;
  readonly method?: string;
  readonly headers?: Environment;
  readonly body?: string;
}

const call = async (relish: Relish, path: string, { token, ...init }: Request = {}) => {
  const headers = { authorization: `Bearer ${token ?? relish.data.tokens.admin.secret}` };
  const response = await fetch(`${relish.url}${path}`, { ...init, headers: { ...headers, ...init.headers } });
  const body: unknown = await response.json();
  expect([path, response.ok, response.ok || body]).toEqual([path, true, true]);
  return body;
};
const json = (body: unknown, headers: Environment = {}) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
});
const statusOf = async (relish: Relish, position?: string) =>
  getStatus.reply.parse(await call(relish, `/v1/status${position ? `?minPosition=${position}` : ''}`));
const ingest = async (relish: Relish, order: string, source = '/stands/test') => {
  const said = anOrder(order).by(`a-${order}`).of('bcpcc-8').fulfilled().events;
  const events = said.map((event) => ({ ...event, source }));
  const reply = await call(relish, '/v1/events', json(events, { 'content-type': EVENT_BATCH }));
  return postEvents.reply.parse(reply);
};
const ask = async (relish: Relish): Promise<Answer> =>
  getRecommendations.reply.parse(await call(relish, `/v1/recommendations?accountId=${CUSTOMER}`));
const signIn = async (relish: Relish): Promise<string> => {
  const session = json({ accountId: CUSTOMER, passcode: 'relish' });
  return createSession.reply.parse(await call(relish, '/api/session', session)).token;
};
const order = async (relish: Relish, key: string): Promise<void> => {
  const wanted = json({ lines: [{ itemId: 'classic-1', quantity: 1 }] }, { 'idempotency-key': key });
  await call(relish, '/api/orders', { token: await signIn(relish), ...wanted });
};
const ordersOf = async (relish: Relish) =>
  listOrders.reply.parse(await call(relish, '/api/orders?limit=100', { token: await signIn(relish) }));

/** What a shop knows, to be known again elsewhere. */
interface Known {
  readonly digest: string;
  readonly position: string;
  readonly answer: Answer;
  readonly orders: Awaited<ReturnType<typeof ordersOf>>;
}

/** Some days in the life of a shop, until nothing of it is on its way any more. */
const live = async (relish: Relish): Promise<Known> => {
  await ingest(relish, 'one');
  await order(relish, 'key-1');
  const answer = await ask(relish);
  await order(relish, 'key-2');
  const { position } = await ingest(relish, 'two');
  return {
    digest: (await statusOf(relish, position)).digest,
    position,
    answer,
    orders: await ordersOf(relish),
  };
};

const expectSame = async (relish: Relish, { digest, position, answer, orders }: Known): Promise<void> => {
  expect(relish.seeded).toBe(0);
  expect((await statusOf(relish, position)).digest).toBe(digest);
  const path = `/v1/recommendations/${answer.requestId}/reproduce`;
  const { identical, ...again } = reproduceAnswer.reply.parse(await call(relish, path, { method: 'POST' }));
  expect({ identical, again }).toEqual({ identical: true, again: answer });
  expect(await ordersOf(relish)).toEqual(orders);
  expect(await ingest(relish, 'one')).toMatchObject({ accepted: 0 });
  // The stand decides on, and knows what was asked of it once.
  await order(relish, 'key-2');
  expect((await ordersOf(relish)).rows).toHaveLength(orders.rows.length);
  await order(relish, 'key-3');
};

const run = async (environment: Environment, ...words: readonly string[]): Promise<string> => {
  const { code, out, err } = await runRelish(words, { environment });
  expect({ words, code, err }).toEqual({ words, code: 0, err: '' });
  return out;
};
const refused = async (environment: Environment, ...words: readonly string[]): Promise<string> => {
  const { code, err } = await runRelish(words, { environment });
  expect(code).toBe(1);
  return err;
};

const positionIn = (out: string): string => /position (\d{16})/.exec(out)?.[1] ?? 'no position';

const connected = async ({ url }: OwnRedis): Promise<RedisClient> => {
  const client = connectRedis(url, 'test');
  await becomesReady(client);
  return client;
};
/** All that a Redis has of the log. */
const contentOf = async (redis: OwnRedis) => {
  const client = await connected(redis);
  const text = async (key: string) => [key, await client.get(key)];
  const hashes = (await client.keys('relish:{log}:*:ids:*')).sort();
  const found = {
    texts: await Promise.all(
      ['relish:{log}:head', 'relish:{log}:stand:last', 'relish:{log}:recommender:last'].map(text),
    ),
    streams: await Promise.all(STREAMS.map((name) => client.xrange(`relish:{log}:${name}`, '-', '+'))),
    hashes: await Promise.all(
      [...STREAMS.map((name) => `relish:{log}:${name}:sources`), ...hashes].map(async (key) => [
        key,
        await client.hgetall(key),
      ]),
    ),
  };
  client.disconnect();
  return found;
};

/** What the stand has said is sent in by somebody else, too: on Redis each stream knows its own ids alone. */
const sayAgain = async (redis: OwnRedis): Promise<void> => {
  const options = { home: 'recommender', reads: ['stand', 'recommender'] } as const;
  await using log = await openRedisEventLog({ connect: (name) => connectRedis(redis.url, name), ...options });
  const { events } = await log.read(ORIGIN, 10_000);
  const [said] = events.filter(({ type, data }) => type === 'order.placed' && 'request' in data);
  expect(await log.append([said!])).toMatchObject({ duplicate: [false] });
};

describeWithOwnRedis('a shop', () => {
  test('moves from a data folder to Redis, and nothing of it changes', async () => {
    await using redis = await startOwnRedis({ durable: true });
    const [old, moved, to] = [shop('old'), shop('moved', { REDIS_URL: redis.url }), join(root, 'backup')];
    let known: Known;
    {
      await using relish = await start(old);
      known = await live(relish);
    }
    await run(old, 'backup', '--to', to);
    expect(await run(moved, 'restore', '--from', to)).toContain('are in the log on Redis');
    expect(await run(moved, 'verify')).toContain('✓ Equal');
    // The same log, wherever it is: both back up into one place.
    await run(moved, 'backup', '--to', to);
    {
      await using relish = await start(moved);
      await expectSame(relish, known);
    }
    const before = await contentOf(redis);
    expect(await refused(moved, 'restore', '--from', to)).toMatch(/is not empty.*REDIS_URL/s);
    expect(await contentOf(redis)).toEqual(before);
  });

  test('takes nothing while it is restored, and an unfinished restore leaves nothing', async () => {
    await using redis = await startOwnRedis({ durable: true });
    const [old, moved, to] = [shop('old'), shop('moved', { REDIS_URL: redis.url }), join(root, 'backup')];
    await (await start(old))[Symbol.asyncDispose]();
    await run(old, 'backup', '--to', to);
    const client = await connected(redis);
    const [event] = anOrder('half').of('bcpcc-8').events;
    const half = { event: event!, text: JSON.stringify(event), stream: 'stand' } as const;
    const [first, second] = [new RestoredLog({ client }), new RestoredLog({ client })];
    await first.begin();
    await first.append([{ ...half, sequence: 1 }]);
    await expect(start(moved)).rejects.toMatchObject({ code: 'log-restoring' });
    await second.begin();
    const interrupted = { code: 'restore-interrupted' };
    await expect(first.append([{ ...half, sequence: 2 }])).rejects.toMatchObject(interrupted);
    await expect(first.finish()).rejects.toMatchObject(interrupted);
    await expect(first.discard()).rejects.toMatchObject(interrupted);
    await second.append([{ ...half, sequence: 1 }]);
    await second.discard();
    expect(await client.keys('relish:{log}:*')).toEqual([]);
    const halted = await runRelish(['restore', '--from', to], {
      environment: moved,
      stop: AbortSignal.abort(),
    });
    expect(halted).toMatchObject({ code: 1, out: '' });
    await first.begin();
    await run(moved, 'restore', '--from', to);
    expect((await contentOf(redis)).streams.flat()).not.toContainEqual(expect.arrayContaining(['half']));
    client.disconnect();
  });

  describeWithMinio('on Redis and MinIO', () => {
    test('moves to a data folder and to another Redis, what was archived as well', async () => {
      await using redis = await startOwnRedis({ durable: true });
      await using other = await startOwnRedis({ durable: true });
      await using minio = await startMinio();
      const bucket = await minio.makeBucket();
      const s3 = {
        S3_ENDPOINT: minio.endpoint,
        S3_ACCESS_KEY: minio.accessKey,
        S3_SECRET_KEY: minio.secretKey,
      };
      const engines = shop('engines', { REDIS_URL: redis.url, ...s3, S3_BUCKET: bucket });
      const to = join(root, 'backup');
      let known: Known;
      let early: string;
      {
        await using relish = await start(engines);
        // Somebody says so; the stand on Redis knows what it wrote itself.
        early = positionIn(await run(engines, 'backup', '--to', to));
        await ingest(relish, 'told', '/stands/hq');
        known = await live(relish);
        await run(engines, 'backup', '--to', to);
      }
      await sayAgain(redis);
      const before = await contentOf(redis);
      const client = await connected(redis);
      const store = await openS3ObjectStore({ ...minio, bucket });
      for (const name of STREAMS) {
        const stream = openStoredStream(client, name);
        const size = { events: 2, bytes: 1_000_000 };
        const moved = await archiveAndTrim({
          ...{ stream, store, signer, trusted: signer.trusted },
          ...{ keep: 3, size: name === 'stand' ? { ...size, events: 200 } : size },
        });
        expect(moved.trimmed).toBeGreaterThan(0);
      }
      client.disconnect();
      expect(await run(engines, 'verify')).toContain('✓ Equal');
      await run(engines, 'backup', '--to', to);
      await run(engines, 'backup');

      const elsewhere = shop('elsewhere', { ...s3, S3_BUCKET: bucket, REDIS_URL: other.url });
      const gap = await refused(elsewhere, 'restore', '--from', to, '--at', early);
      expect(gap).toMatch(/reaches \d{16}, beyond the backup.*S3_BUCKET/s);
      const again = shop('again', { REDIS_URL: other.url });
      await run(again, 'restore', '--from', to);
      expect(await contentOf(other)).toEqual(before);
      {
        await using relish = await start(again);
        await expectSame(relish, known);
      }
      const folder = shop('folder', { ...s3, S3_BUCKET: bucket });
      await run(folder, 'restore');
      expect(await readdir(folder['RELISH_DATA']!)).toEqual(['log']);
      {
        await using relish = await start(folder);
        await expectSame(relish, known);
      }
      await store[Symbol.asyncDispose]();
      await minio.removeBucket(bucket);
    });
  });
});
