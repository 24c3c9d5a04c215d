import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll } from '@jest/globals';
import { openRedisEventLog } from '../../services/platform/event-log/redis/redis-event-log.ts';
import { connectRedis } from '../../services/platform/redis/connect.ts';
import { startRedis, type Redis } from '../abuse/recommenders/redis-server.ts';
import { describeEventLog } from './event-log-contract.ts';

let redis: Redis;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(async () => {
  await redis[Symbol.asyncDispose]();
});

describeEventLog('redis', async () => {
  if (!('address' in redis)) throw new Error(redis.missing);
  const { host, port } = redis.address;
  const name = randomUUID();
  const connect = (connection: string) => connectRedis(`redis://${host}:${port}`, connection);
  const open = () => openRedisEventLog({ connect, log: name, home: 'stand', reads: ['stand'] });
  const log = await open();
  let current = log;
  return {
    log,
    async reopen() {
      await current[Symbol.asyncDispose]();
      current = await open();
      return current;
    },
    async dispose() {
      await current[Symbol.asyncDispose]();
    },
  };
});
