import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { createRedisRateLimits } from '../../services/platform/rate-limits/redis-rate-limits.ts';
import { becomesReady, connectRedis, type RedisClient } from '../../services/platform/redis/connect.ts';
import { describeWithOwnRedis } from '../engines/describe-with-engines.ts';
import { startOwnRedis, type OwnRedis } from '../engines/redis-server.ts';
import { admitted, describeRateLimits } from './rate-limits-contract.ts';

describeWithOwnRedis('limits that replicas share', () => {
  const secret = 's'.repeat(32);
  const orders = { name: 'orders', perMinute: 4 } as const;
  // What Redis counts is shown on a busy machine, too, where it isn't always quick.
  const patience = 10_000;
  let redis: OwnRedis;
  let client: RedisClient;
  beforeAll(async () => {
    redis = await startOwnRedis();
    client = connectRedis(redis.url, 'limits-of-a-test');
    await becomesReady(client);
  });
  afterAll(async () => {
    client.disconnect();
    await redis[Symbol.asyncDispose]();
  });
  beforeEach(() => client.flushall());

  describeRateLimits('in Redis', () =>
    Promise.resolve({
      createRateLimits: createRedisRateLimits({ client, secret, patience }),
      dispose: () => Promise.resolve(),
    }),
  );

  it('count for all replicas together', async () => {
    const [one, other] = [1, 2].map(() => createRedisRateLimits({ client, secret, patience })(orders));
    expect(await admitted(one!, 'a', 3)).toBe(3);
    expect(await admitted(other!, 'a', 3)).toBe(1);
    expect(await admitted(one!, 'a', 3)).toBe(0);
  });

  it('keep nothing that tells who called, and nothing for longer than a minute', async () => {
    await createRedisRateLimits({ client, secret, patience })(orders).consume('somebody');
    const keys = await client.keys('*');
    expect(keys).toHaveLength(1);
    expect(keys[0]).toMatch(/^relish:limits:orders:[\w-]{22}$/);
    expect(await client.ttl(keys[0]!)).toBeGreaterThan(0);
    expect(await client.ttl(keys[0]!)).toBeLessThanOrEqual(60);
  });

  it('go on in each replica while Redis is away', async () => {
    const limits = createRedisRateLimits({ client, secret })(orders);
    await redis.stop();
    expect(await admitted(limits, 'a', 10)).toBe(4);
    await redis.start();
    await becomesReady(client);
    expect(await admitted(limits, 'b', 10)).toBe(4);
  });
});
