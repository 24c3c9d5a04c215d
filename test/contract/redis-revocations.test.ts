import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { openRedisRevocations } from '../../services/platform/auth/redis-revocations.ts';
import { becomesReady, connectRedis, type RedisClient } from '../../services/platform/redis/connect.ts';
import { createLogger } from '../../services/platform/telemetry/logger.ts';
import { describeWithOwnRedis } from '../engines/describe-with-engines.ts';
import { startOwnRedis, type OwnRedis } from '../engines/redis-server.ts';
import { describeRevocations } from './revocations-contract.ts';

describeWithOwnRedis('sign-outs that replicas share', () => {
  const logger = createLogger('silent');
  const now = () => Date.now();
  let redis: OwnRedis;
  let client: RedisClient;
  beforeAll(async () => {
    redis = await startOwnRedis({ durable: true });
    client = connectRedis(redis.url, 'sign-outs-of-a-test');
    await becomesReady(client);
  });
  afterAll(async () => {
    client.disconnect();
    await redis[Symbol.asyncDispose]();
  });
  beforeEach(() => client.flushall());

  const session = () => ({ jti: randomUUID(), exp: Math.floor(Date.now() / 1_000) + 3_600 });
  const until = async (isSo: () => boolean): Promise<void> => {
    while (!isSo()) await setTimeout(10);
  };

  describeRevocations('in Redis', async (options) => {
    const open = () => openRedisRevocations({ client, logger, ...options });
    const opened = [await open()];
    return {
      revocations: opened[0]!,
      async reopen() {
        const again = await open();
        opened.push(again);
        return again;
      },
      async dispose() {
        for (const each of opened) await each[Symbol.asyncDispose]();
      },
    };
  });

  it('are heard of at the others, also those of a Redis whose clock is behind', async () => {
    await using one = await openRedisRevocations({ client, logger, now });
    await using other = await openRedisRevocations({ client, logger, now });
    const [first, second] = [session(), session()];
    await one.add(first);
    await until(() => other.has(first.jti));
    await client.del('relish:sign-outs');
    const before = Date.now() - 5_000;
    await client.xadd('relish:sign-outs', `${before}-0`, 'jti', second.jti, 'exp', second.exp);
    await until(() => other.has(second.jti));
  });

  it('leave by themselves', async () => {
    await using one = await openRedisRevocations({ client, logger, now });
    const long = Date.now() - 24 * 3_600_000;
    await client.xadd('relish:sign-outs', `${long}-0`, 'jti', randomUUID(), 'exp', 1);
    await one.add(session());
    expect(await client.xlen('relish:sign-outs')).toBe(1);
    expect(await client.ttl('relish:sign-outs')).toBeGreaterThan(12 * 3_600);
  });

  it('stay known while Redis is away, and a sign-out then says that it failed', async () => {
    await using one = await openRedisRevocations({ client, logger, now });
    const gone = session();
    await one.add(gone);
    await redis.stop();
    const late = session();
    await expect(one.add(late)).rejects.toMatchObject({ status: 503, code: 'sign-outs-away' });
    expect([one.has(gone.jti), one.has(late.jti)]).toEqual([true, false]);
    await redis.start();
    await becomesReady(client);
    await one.add(late);
    await using restarted = await openRedisRevocations({ client, logger, now });
    expect([restarted.has(gone.jti), restarted.has(late.jti)]).toEqual([true, true]);
  });
});
