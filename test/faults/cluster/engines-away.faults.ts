import { expect, it } from '@jest/globals';
import { setTimeout as wait } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { describeCluster } from './describe-cluster.ts';
import {
  countsOf,
  during,
  isFresh,
  isList,
  isStale,
  isTaken,
  listAt,
  orderAt,
  timesOf,
  untilAll,
} from './probe.ts';
import { tell } from './tell.ts';
import { useCluster } from './use-cluster.ts';

/** Asked for: 30 s. */
const REDIS_SECONDS = Number(process.env['RELISH_REDIS_AWAY_SECONDS'] ?? 30);
const SLOW_MS = 200;
const SLOW_SECONDS = 10;
const FULL_SECONDS = 5;

describeCluster('an engine that is not what it was', () => {
  const stage = useCluster();
  const order = () => Promise.all(stage.cluster.ordering.map((member) => orderAt(member, stage.lunch)));
  const look = () => Promise.all(stage.cluster.ordering.map((member) => listAt(member, stage.lunch)));

  it.each(['paused', 'killed'] as const)(
    `while Redis is %s for ${REDIS_SECONDS} s lists go on and say how old they are, orders are refused, and all is as before afterwards`,
    async (how) => {
      const { redis } = stage.cluster;
      if (how === 'paused') await redis.pause();
      else await redis.kill();
      const [refused, lists] = await Promise.all([
        during(REDIS_SECONDS * 1_000, order),
        during(REDIS_SECONDS * 1_000, look),
      ]);
      if (how === 'paused') redis.resume();
      else await redis.start();
      const recovery = await untilAll(isTaken, order);
      const freshness = await untilAll(isFresh, look);
      const sound = await stage.expectSound();
      tell(
        `Redis ${how} for ${REDIS_SECONDS} s: orders ${countsOf(refused)}, ${timesOf(refused)}; ` +
          `lists ${countsOf(lists)}, ${timesOf(lists)}, ${lists.filter(isStale).length} of them say how old they are; ` +
          `first orders ${Math.round(recovery)} ms after it was back, fresh lists ${Math.round(freshness)} ms later; ${sound}`,
      );
      expect(lists.filter((probe) => !isList(probe))).toEqual([]);
      expect(lists.filter(isStale).length).toBeGreaterThan(0);
      expect(refused.filter(({ status, retryAfter }) => status !== 503 || retryAfter === undefined)).toEqual(
        [],
      );
    },
  );

  it('takes nothing while Redis is full, writes nothing by halves, and goes on when there is room', async () => {
    const client = new Redis(stage.cluster.redis.url);
    await client.config('SET', 'maxmemory', '1mb');
    const refused = await during(FULL_SECONDS * 1_000, order);
    await client.config('SET', 'maxmemory', '0');
    client.disconnect();
    const recovery = await untilAll(isTaken, order);
    const sound = await stage.expectSound();
    tell(
      `Redis full for ${FULL_SECONDS} s: orders ${countsOf(refused)}, ${timesOf(refused)}; ` +
        `first orders ${Math.round(recovery)} ms after there was room; ${sound}`,
    );
    expect(new Set(refused.map(({ status, code }) => `${status} ${code}`))).toEqual(
      new Set(['503 log-full']),
    );
    expect(refused.filter(({ retryAfter }) => retryAfter === undefined)).toEqual([]);
  });

  it(`is slower, right, and leaves nobody without an answer when each of Redis is ${SLOW_MS} ms late`, async () => {
    const { ordering, recommender } = stage.cluster;
    const before = await during(2_000, order);
    for (const { toRedis } of [...ordering, ...recommender]) toRedis.delay(SLOW_MS);
    const slow = await during(SLOW_SECONDS * 1_000, order);
    const lists = await during(2_000, look);
    for (const { toRedis } of [...ordering, ...recommender]) toRedis.delay(0);
    await wait(SLOW_MS);
    const sound = await stage.expectSound();
    tell(
      `Redis ${SLOW_MS} ms late: orders ${countsOf(slow)}, ${timesOf(slow)} (before: ${timesOf(before)}); ` +
        `lists ${countsOf(lists)}, ${timesOf(lists)}; ${sound}`,
    );
    // The stand takes one step an answer, whoever asks: who would wait too long for his turn is told to come again.
    expect(slow.filter(({ code }) => code !== '' && code !== 'busy')).toEqual([]);
    expect(slow.filter(isTaken).length).toBeGreaterThan(0);
    expect(lists.filter((probe) => !isList(probe))).toEqual([]);
  });
});
