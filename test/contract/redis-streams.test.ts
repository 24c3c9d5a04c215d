import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { ORIGIN, type EventLog } from '../../services/platform/event-log/event-log.ts';
import { logKeysOf, type StreamName } from '../../services/platform/event-log/redis/log-keys.ts';
import { openRedisEventLog } from '../../services/platform/event-log/redis/redis-event-log.ts';
import { RedisStreams } from '../../services/platform/event-log/redis/redis-streams.ts';
import { checkDurability } from '../../services/platform/redis/check-durability.ts';
import { becomesReady, connectRedis } from '../../services/platform/redis/connect.ts';
import { describeWithOwnRedis } from '../engines/describe-with-engines.ts';
import { type OwnRedis, startOwnRedis } from '../engines/redis-server.ts';
import { anEvent, appended, follow, idsOf, readAll, someEvents } from './event-log/log-events.ts';

const openStand = (redis: OwnRedis, log: string) =>
  openRedisEventLog({ connect: connectTo(redis), log, home: 'stand', reads: ['stand'] });

const connectTo = (redis: OwnRedis) => (name: string) => connectRedis(redis.url, name);

const untilAppended = async (log: EventLog, events: Parameters<EventLog['append']>[0]) => {
  while (!(await log.append(events).catch(() => undefined))) await setTimeout(20);
};

describeWithOwnRedis('the streams of a log', () => {
  let redis: OwnRedis;
  let open: EventLog[];
  beforeAll(async () => {
    redis = await startOwnRedis({ durable: true });
    open = [];
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((log) => log[Symbol.asyncDispose]()));
  });
  afterAll(() => redis[Symbol.asyncDispose]());

  const opened = async (log: string, home: StreamName, reads: readonly StreamName[] = [home]) => {
    const opening = await openRedisEventLog({ connect: connectTo(redis), log, home, reads });
    open.push(opening);
    return opening;
  };

  test('have one order, in which whoever reads both sees every event once, and whoever reads one its own', async () => {
    const name = randomUUID();
    const stand = await opened(name, 'stand');
    const recommender = await opened(name, 'recommender', ['stand', 'recommender']);
    const replica = await opened(name, 'recommender', ['stand', 'recommender']);
    const following = follow(replica, ORIGIN, { count: 400 });
    await Promise.all(
      Array.from({ length: 40 }, async (_, turn) => {
        await stand.append(someEvents(`s${turn}`, 5));
        await recommender.append(someEvents(`r${turn}`, 5, '/recommender'));
      }),
    );
    const read = await readAll(recommender, 7);
    expect(read.map(({ position }) => Number(position))).toEqual(read.map((_, index) => index + 1));
    expect(read).toHaveLength(400);
    expect(await following).toEqual(read);
    expect(await readAll(stand)).toEqual(read.filter(({ event }) => event.id.startsWith('s')));
  });

  test('are read from the archive where Redis has them no more, and not without one', async () => {
    const name = randomUUID();
    const stand = await opened(name, 'stand');
    const recommender = await opened(name, 'recommender', ['stand', 'recommender']);
    for (let turn = 0; turn < 30; turn++) {
      await stand.append(someEvents(`s${turn}`, 3));
      await recommender.append(someEvents(`r${turn}`, 2, '/recommender'));
    }
    const before = await readAll(recommender);
    const archived = before
      .filter(({ event }) => event.id.startsWith('s'))
      .map(({ event, position }) => ({ sequence: Number(position), text: JSON.stringify(event) }));
    const client = connectRedis(redis.url, 'trim');
    await becomesReady(client);
    expect(await new RedisStreams(client, logKeysOf(name)).trim('stand', 82)).toBe(50);
    client.disconnect();

    const withArchive = await openRedisEventLog({
      connect: connectTo(redis),
      log: name,
      home: 'recommender',
      reads: ['stand', 'recommender'],
      archive: {
        read: async (_, { after, upTo, count }) =>
          archived.filter(({ sequence }) => sequence > after && sequence <= upTo).slice(0, count),
      },
    });
    open.push(withArchive);
    for (const limit of [1, 7, 1_000]) expect(await readAll(withArchive, limit)).toEqual(before);
    await expect(readAll(recommender)).rejects.toMatchObject({ code: 'archive-needed' });
    expect(idsOf(await readAll(await opened(name, 'recommender')))).toHaveLength(60);
    // What is trimmed is still known.
    expect(appended(await stand.append([anEvent('s0-0')])).duplicate).toEqual([true]);
  });

  test('keep what they acknowledged, or the start says so', async () => {
    const client = connectRedis(redis.url, 'check');
    await becomesReady(client);
    const warnings: string[] = [];
    const warn = (message: string) => warnings.push(message);
    await checkDurability(client, { durability: 'strict', warn });
    await client.config('SET', 'appendfsync', 'everysec');
    await expect(checkDurability(client, { durability: 'strict', warn })).rejects.toThrow(
      /appendfsync is everysec, not always[^]*REDIS_DURABILITY=relaxed/,
    );
    expect(warnings).toEqual([]);
    await checkDurability(client, { durability: 'relaxed', warn });
    expect(warnings).toEqual([expect.stringContaining('appendfsync is everysec')]);
    await client.config('SET', 'appendfsync', 'always');
    client.disconnect();
  });
});

describeWithOwnRedis('a log whose Redis', () => {
  test('goes away refuses at once or after a moment, and goes on when it is back, followers too', async () => {
    await using redis = await startOwnRedis({ durable: true });
    await using log = await openStand(redis, 'away');
    await log.append(someEvents('a', 3));
    const following = follow(log, ORIGIN, { count: 5 });
    await redis.kill();
    const away = { status: 503, code: 'log-away' };
    await expect(log.append([anEvent('b')])).rejects.toMatchObject(away);
    await expect(log.read(ORIGIN, 5)).rejects.toMatchObject(away);
    while (log.awaySince() === undefined) await setTimeout(10);
    expect(Number(log.head())).toBe(3);
    await redis.start();
    await untilAppended(log, someEvents('b', 2));
    expect(idsOf(await following)).toEqual(['a-0', 'a-1', 'a-2', 'b-0', 'b-1']);
    // Its news come over a connection of their own, which may be back a moment later.
    while (log.awaySince() !== undefined) await setTimeout(10);
  });

  test('hangs is away, and what was asked of it is safe to ask again', async () => {
    await using redis = await startOwnRedis({ durable: true });
    await using log = await openStand(redis, 'hangs');
    await redis.pause();
    await expect(log.append([anEvent('a')])).rejects.toMatchObject({ code: 'log-away' });
    redis.resume();
    await untilAppended(log, [anEvent('a')]);
    expect(idsOf(await readAll(log))).toEqual(['a']);
  });

  test('comes back without what it had acknowledged is not read on', async () => {
    await using redis = await startOwnRedis();
    await using log = await openStand(redis, 'rewound');
    await log.append(someEvents('a', 3));
    const following = follow(log, ORIGIN);
    await redis.kill();
    await redis.start();
    await expect(following).rejects.toMatchObject({ code: 'log-rewound' });
    await expect(log.append([anEvent('b')])).rejects.toMatchObject({ code: 'log-rewound' });
  });

  test('has no memory left writes nothing of an append, and goes on when there is room', async () => {
    await using redis = await startOwnRedis({ durable: true });
    await using log = await openStand(redis, 'full');
    await log.append(someEvents('a', 2));
    const client = connectRedis(redis.url, 'limits');
    await becomesReady(client);
    await client.config('SET', 'maxmemory', '1mb');
    await expect(log.append(someEvents('b', 50))).rejects.toMatchObject({ status: 503, code: 'log-full' });
    expect(idsOf(await readAll(log))).toEqual(['a-0', 'a-1']);
    await client.config('SET', 'maxmemory', '0');
    expect(appended(await log.append(someEvents('b', 50))).duplicate).not.toContain(true);
    client.disconnect();
  });
});
