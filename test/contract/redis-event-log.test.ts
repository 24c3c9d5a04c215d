import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  openRedisEventLog,
  type RedisEventLogOptions,
} from '../../services/platform/event-log/redis/redis-event-log.ts';
import { becomesReady, connectRedis } from '../../services/platform/redis/connect.ts';
import { describeWithOwnRedis, describeWithRedis } from '../engines/describe-with-engines.ts';
import { type OwnRedis, type RunningRedis, startOwnRedis, startRedis } from '../engines/redis-server.ts';
import { sentinelUrl, startSentinel } from '../engines/sentinels.ts';
import { describeEventLog } from './event-log-contract.ts';
import { readAll, someEvents } from './event-log/log-events.ts';

type Opening = Pick<RedisEventLogOptions, 'home' | 'reads'>;

/** The contract of the port, for a log of a new name each time. */
const describeLogsOf = (name: string, urlOf: () => string, opening: Opening): void =>
  describeEventLog(name, async () => {
    const log = randomUUID();
    const connect = (connection: string) => connectRedis(urlOf(), connection);
    let current = await openRedisEventLog({ connect, log, ...opening });
    return {
      log: current,
      async reopen() {
        await current[Symbol.asyncDispose]();
        current = await openRedisEventLog({ connect, log, ...opening });
        return current;
      },
      async dispose() {
        await current[Symbol.asyncDispose]();
      },
    };
  });

describeWithRedis('Redis', () => {
  let redis: RunningRedis;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis[Symbol.asyncDispose]());

  describeLogsOf('one stream', () => redis.url, { home: 'stand', reads: ['stand'] });
  describeLogsOf('two streams', () => redis.url, { home: 'recommender', reads: ['stand', 'recommender'] });
});

describeWithOwnRedis('Redis Cluster', () => {
  let redis: RunningRedis;
  beforeAll(async () => {
    redis = await startOwnRedis({ args: ['--cluster-enabled', 'yes', '--cluster-announce-ip', '127.0.0.1'] });
    const client = connectRedis(redis.url, 'set-up');
    await becomesReady(client);
    await client.cluster('ADDSLOTSRANGE', 0, 16_383);
    const state = () => client.cluster('INFO').catch(() => 'not in time');
    while (!(await state()).includes('cluster_state:ok')) await setTimeout(50);
    client.disconnect();
  });
  afterAll(() => redis[Symbol.asyncDispose]());

  describeLogsOf('one stream', () => redis.url.replace('redis:', 'redis+cluster:'), {
    home: 'stand',
    reads: ['stand'],
  });
});

describeWithOwnRedis('Redis Sentinel', () => {
  let redis: OwnRedis;
  let sentinel: Awaited<ReturnType<typeof startSentinel>>;
  let url: string;
  beforeAll(async () => {
    redis = await startOwnRedis();
    sentinel = await startSentinel(redis);
    url = sentinelUrl([sentinel]);
  });
  afterAll(async () => {
    await sentinel[Symbol.asyncDispose]();
    await redis[Symbol.asyncDispose]();
  });

  test('names the server that has the log', async () => {
    const reads = ['stand'] as const;
    const open = (at: string) =>
      openRedisEventLog({ connect: (name) => connectRedis(at, name), home: 'stand', reads });
    await using log = await open(url);
    await log.append(someEvents('a', 3));
    await using direct = await open(redis.url);
    expect(await readAll(direct)).toEqual(await readAll(log));
    expect(await readAll(log)).toHaveLength(3);
  });
});
