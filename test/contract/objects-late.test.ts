import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { z } from 'zod';
import { getPopular } from '../../services/contracts/http/answers.ts';
import { listDeadLetters } from '../../services/contracts/http/dead-letters.ts';
import { ONE_EVENT } from '../../services/contracts/http/ingest.ts';
import { createSession, listOrders, placeOrder } from '../../services/contracts/http/ordering.ts';
import { archiveAndTrim } from '../../services/platform/archive/archive-and-trim.ts';
import { ConfigError, readConfig } from '../../services/platform/config/config.ts';
import { openStoredStream } from '../../services/platform/event-log/redis/stored-stream.ts';
import { openS3ObjectStore } from '../../services/platform/object-store/s3-object-store.ts';
import { becomesReady, connectRedis } from '../../services/platform/redis/connect.ts';
import { createSigner, makeSigningKey } from '../../services/platform/signing/signer.ts';
import { launch, type Relish } from '../../services/relish/launch/launch.ts';
import {
  describeWithMinio,
  describeWithOwnMinio,
  describeWithOwnRedis,
} from '../engines/describe-with-engines.ts';
import { type RunningMinio, startMinio, startOwnMinio } from '../engines/minio-server.ts';
import { startOwnRedis } from '../engines/redis-server.ts';

/** Longer than a start takes to give up what it doesn't wait for. */
const STILL_WAITING_MS = 3_000;

const readyz = z.object({ status: z.literal('ready'), waitsFor: z.array(z.string()).optional() });

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relish-late-'));
});
afterEach(() => rm(folder, { recursive: true }));

type Environment = Readonly<Record<string, string>>;
const start = (more: Environment): Promise<Relish> =>
  launch(readConfig({ PORT: '0', RELISH_DATA: folder, RELISH_LOG_LEVEL: 'silent', ...more }));

const s3Of = ({ endpoint, accessKey, secretKey }: RunningMinio, bucket: string) => ({
  S3_ENDPOINT: endpoint,
  S3_ACCESS_KEY: accessKey,
  S3_SECRET_KEY: secretKey,
  S3_BUCKET: bucket,
});

interface Sent {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

const call = async (url: string, token: string, init: Sent = {}): Promise<unknown> => {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const reply = await fetch(url, { ...init, headers: { ...headers, ...init.headers } });
  return reply.json();
};
const waitsFor = async ({ url }: Relish) => readyz.parse(await call(`${url}/readyz`, '')).waitsFor;
const until = async (isSo: () => Promise<boolean>): Promise<void> => {
  while (!(await isSo())) await setTimeout(50);
};
const signIn = async ({ url }: Relish): Promise<string> => {
  const body = JSON.stringify({ accountId: 'e-01', passcode: 'relish' });
  return createSession.reply.parse(await call(`${url}/api/session`, '', { method: 'POST', body })).token;
};
const order = async (relish: Relish) => {
  const body = JSON.stringify({ lines: [{ itemId: 'bcpcc-8', quantity: 1 }] });
  const init = { method: 'POST', headers: { 'idempotency-key': randomUUID() }, body };
  return placeOrder.reply.parse(await call(`${relish.url}/api/orders`, await signIn(relish), init));
};

describeWithOwnRedis('a start without its object store', () => {
  describeWithOwnMinio('that comes later', () => {
    test('takes orders and gives lists, says what it waits for, and uses it once it is there', async () => {
      await using redis = await startOwnRedis({ durable: true });
      await using minio = await startOwnMinio();
      const bucket = await minio.makeBucket();
      await minio.stop();
      await using relish = await start({ REDIS_URL: redis.url, ...s3Of(minio, bucket) });
      const service = relish.data.tokens.service.secret;
      await until(async () => (await fetch(`${relish.url}/readyz`)).ok);
      expect(await waitsFor(relish)).toEqual(['object store']);
      const { position } = await order(relish);
      const popular = `${relish.url}/v1/popular?minPosition=${position}`;
      expect(getPopular.reply.parse(await call(popular, service)).items.length).toBeGreaterThan(0);
      const headers = { 'content-type': ONE_EVENT };
      await call(`${relish.url}/v1/events`, service, { method: 'POST', headers, body: '{}' });
      await minio.start();
      await until(async () => (await waitsFor(relish)) === undefined);
      const letters = async () =>
        listDeadLetters.reply.parse(await call(`${relish.url}/v1/dead-letters?limit=10`, service)).letters;
      await until(async () => (await letters()).length === 1);
    });

    test('waits for it where old events are there alone, and knows them then', async () => {
      await using redis = await startOwnRedis({ durable: true });
      await using minio = await startOwnMinio();
      const bucket = await minio.makeBucket();
      const pem = makeSigningKey();
      const signer = createSigner(pem, 'this test');
      const environment = { REDIS_URL: redis.url, RELISH_SIGNING_KEY: pem, ...s3Of(minio, bucket) };
      let mine: unknown;
      {
        await using relish = await start(environment);
        mine = await order(relish);
      }
      {
        await using store = await openS3ObjectStore({ ...minio, bucket });
        const client = connectRedis(redis.url, 'test');
        await becomesReady(client);
        const stream = openStoredStream(client, 'stand');
        const size = { events: 100, bytes: 1_000_000 };
        const moved = await archiveAndTrim({
          ...{ stream, store, signer, trusted: signer.trusted, keep: 0, size },
        });
        expect(moved.trimmed).toBeGreaterThan(0);
        client.disconnect();
      }
      await minio.stop();
      const starting = start(environment);
      const outcome = starting.then(
        () => 'open',
        (error: unknown) => String(error),
      );
      expect(await Promise.race([outcome, setTimeout(STILL_WAITING_MS, 'waiting')])).toBe('waiting');
      await minio.start();
      await using relish = await starting;
      await until(async () => (await fetch(`${relish.url}/readyz`)).ok);
      const reply = await call(`${relish.url}/api/orders`, await signIn(relish));
      expect(listOrders.reply.parse(reply).rows).toEqual([mine]);
    });
  });
});

describeWithMinio('a start with an object store', () => {
  test.each([
    ['S3_BUCKET', { S3_BUCKET: 'relish-nobody-made-this' }],
    ['S3_ACCESS_KEY', { S3_ACCESS_KEY: 'nobody-we-know' }],
    ['S3_SECRET_KEY', { S3_SECRET_KEY: 'a-wrong-secret' }],
  ])('ends where %s is wrong, and says so without telling the key', async (name, wrong) => {
    await using minio = await startMinio();
    const bucket = await minio.makeBucket();
    const starting = start({ ...s3Of(minio, bucket), ...wrong });
    await expect(starting).rejects.toBeInstanceOf(ConfigError);
    await expect(starting).rejects.toThrow(new RegExp(`^${name}: `));
    await expect(starting).rejects.not.toThrow(/a-wrong-secret/);
    await minio.removeBucket(bucket);
  });
});
