import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Chore, Chores } from '../../services/platform/chores/chores.ts';
import { createLocalChores } from '../../services/platform/chores/local-chores.ts';
import { createRedisChores } from '../../services/platform/chores/redis-chores.ts';
import { becomesReady, connectRedis, type RedisClient } from '../../services/platform/redis/connect.ts';
import { describeWithRedis } from '../engines/describe-with-engines.ts';
import { type RunningRedis, startRedis } from '../engines/redis-server.ts';
import { describeChores } from './chores-contract.ts';

/** Keeps what is told of failures. */
const listening = () => {
  const told: string[] = [];
  return { told, logger: { error: () => void told.push('failed') } };
};

describeChores('of one process', () => {
  const { told, logger } = listening();
  return { told, open: () => createLocalChores(logger) };
});

describeWithRedis('chores by Redis', () => {
  let redis: RunningRedis;
  let client: RedisClient;
  beforeAll(async () => {
    redis = await startRedis();
    client = connectRedis(redis.url, 'chores');
    await becomesReady(client);
  });
  afterAll(async () => {
    client.disconnect();
    await redis[Symbol.asyncDispose]();
  });

  /** Names of one test, because a chore is the same for all who know its name. */
  const inRoom = (chores: Chores, room: string): Chores => ({
    start: (chore) => chores.start({ ...chore, name: `${room}-${chore.name}` }),
    [Symbol.asyncDispose]: () => chores[Symbol.asyncDispose](),
  });
  const openIn = (room: string, patienceMs = 15_000, { logger } = listening()) =>
    inRoom(createRedisChores({ client, logger, patienceMs }), room);

  describeChores('of many processes', () => {
    const heard = listening();
    const room = randomUUID();
    return { told: heard.told, open: () => openIn(room, 15_000, heard) };
  });

  test('are shared out: five replicas do together what one would', async () => {
    const room = randomUUID();
    const done: number[] = [];
    let [at, most] = [0, 0];
    const start = performance.now();
    const replicas = Array.from({ length: 5 }, (_, replica) => {
      const chores = openIn(room);
      chores.start({
        name: 'shared',
        everyMs: 60,
        async work() {
          most = Math.max(most, ++at);
          await setTimeout(10);
          at--;
          done.push(replica);
        },
      });
      return chores;
    });
    while (done.length < 10) await setTimeout(5);
    const passed = performance.now() - start;
    await Promise.all(replicas.map((chores) => chores[Symbol.asyncDispose]()));
    expect(most).toBe(1);
    // Five times as many would be due if each had its own.
    expect(done.length).toBeLessThanOrEqual(passed / 60 + 2);
  });

  test('of a worker that is gone are taken over', async () => {
    const room = randomUUID();
    const own = connectRedis(redis.url, 'gone');
    await becomesReady(own);
    const gone = inRoom(
      createRedisChores({ client: own, logger: listening().logger, patienceMs: 200 }),
      room,
    );
    const begun: string[] = [];
    const slow = (worker: string): Chore => ({
      name: 'slow',
      everyMs: 60_000,
      async work(signal) {
        begun.push(worker);
        if (worker === 'gone') await new Promise((resolve) => signal.addEventListener('abort', resolve));
      },
    });
    gone.start(slow('gone'));
    while (begun.length === 0) await setTimeout(5);
    own.disconnect();
    const other = openIn(room, 200);
    other.start(slow('other'));
    while (begun.length === 1) await setTimeout(5);
    await Promise.all([gone, other].map((chores) => chores[Symbol.asyncDispose]()));
    expect(begun).toEqual(['gone', 'other']);
  });

  test('that another has taken over are given up', async () => {
    const room = randomUUID();
    const chores = openIn(room, 200);
    let givenUp = 0;
    chores.start({
      name: 'lost',
      everyMs: 60_000,
      async work(signal) {
        const queue = `relish:chores:{${room}-lost}:queue`;
        const [entry] = await client.xrange(queue, '-', '+');
        await client.call('XCLAIM', queue, 'workers', 'another', '0', entry?.[0] ?? '');
        await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
        givenUp++;
      },
    });
    while (givenUp === 0) await setTimeout(5);
    await chores[Symbol.asyncDispose]();
  });

  test('that Redis refuses are told of once, until they are done again; that it is away is not told', async () => {
    const room = randomUUID();
    const key = `relish:chores:{${room}-refused}:queue`;
    await client.set(key, 'no stream');
    const own = connectRedis(redis.url, 'refused');
    await becomesReady(own);
    const told: unknown[] = [];
    const logger = { error: (facts: unknown) => void told.push(facts) };
    const chores = inRoom(createRedisChores({ client: own, logger }), room);
    let done = 0;
    const work = (): Promise<void> => {
      done++;
      return Promise.resolve();
    };
    chores.start({ name: 'refused', everyMs: 10, work });
    const rounds = async (many: number) => {
      const seen = await evalsIn(client);
      while ((await evalsIn(client)) < seen + many) await setTimeout(5);
    };
    while (told.length === 0) await setTimeout(5);
    await rounds(5);
    expect(told).toEqual([
      expect.objectContaining({
        chore: `${room}-refused`,
        err: expect.objectContaining({ name: 'ReplyError' }),
      }),
    ]);
    await client.del(key);
    while (done === 0) await setTimeout(5);
    await client.set(key, 'no stream');
    while (told.length === 1) await setTimeout(5);
    await chores[Symbol.asyncDispose]();
    own.disconnect();
    const away = inRoom(createRedisChores({ client: own, logger }), room);
    away.start({ name: 'refused', everyMs: 10, work });
    // It looks at once, and ends after it.
    await away[Symbol.asyncDispose]();
    expect(told).toHaveLength(2);
  });
});

/** Scripts that were run so far. */
const evalsIn = async (client: RedisClient): Promise<number> =>
  Number(/cmdstat_eval:calls=(\d+)/.exec(await client.info('commandstats'))?.[1]);
