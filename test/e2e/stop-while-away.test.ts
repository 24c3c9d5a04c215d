import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { type Answer, getRecommendations } from '../../services/contracts/http/answers.ts';
import { ORIGIN } from '../../services/platform/event-log/event-log.ts';
import { openRedisEventLog } from '../../services/platform/event-log/redis/redis-event-log.ts';
import { connectRedis } from '../../services/platform/redis/connect.ts';
import { describeWithOwnRedis } from '../engines/describe-with-engines.ts';
import { ON_THIS_MACHINE } from '../engines/free-port.ts';
import { type OwnRedis, startOwnRedis } from '../engines/redis-server.ts';
import { startTcpProxy } from '../faults/cluster/tcp-proxy.ts';
import { startRelish } from './relish-process.ts';

/** Processes start slowly on a busy machine; how slowly isn't what is tested. */
jest.setTimeout(120_000);

const SERVICE_TOKEN = 'stop-while-away-token';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relish-stop-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const listAt = async (url: string): Promise<Answer> => {
  const headers = { authorization: `Bearer ${SERVICE_TOKEN}` };
  const reply = await fetch(`${url}/v1/recommendations?accountId=e-01`, { headers });
  return getRecommendations.reply.parse(await reply.json());
};

/** Request ids of all answers on the log. */
const recordedOn = async (redis: OwnRedis): Promise<readonly string[]> => {
  const options = { home: 'recommender', reads: ['stand', 'recommender'] } as const;
  await using log = await openRedisEventLog({ connect: (name) => connectRedis(redis.url, name), ...options });
  const { events } = await log.read(ORIGIN, 100_000);
  return events.flatMap((event) => (event.type === 'recommendation.exposed' ? [event.data.requestId] : []));
};

describeWithOwnRedis('answers that wait for the log', () => {
  test('are recorded when it comes back while Relish is stopping, which ends as well as ever', async () => {
    await using redis = await startOwnRedis({ durable: true });
    await using proxy = await startTcpProxy(redis.address.port);
    const REDIS_URL = `redis://${ON_THIS_MACHINE}:${proxy.port}`;
    await using relish = startRelish({
      ...{ RELISH_DATA: folder, REDIS_URL, RELISH_SERVICE_TOKEN: SERVICE_TOKEN },
    });
    const url = await relish.url;
    while (!(await fetch(`${url}/readyz`)).ok) await setTimeout(20);
    const before = await listAt(url);
    proxy.set('reset');
    const late = [await listAt(url), await listAt(url)];
    expect(late.map(({ staleSince }) => typeof staleSince)).toEqual(['string', 'string']);
    const ids = late.map(({ requestId }) => requestId);
    expect(await recordedOn(redis)).toEqual([before.requestId]);

    relish.kill('SIGTERM');
    while (!relish.output().includes('Stopping')) await setTimeout(5);
    proxy.set('open');
    // It gives up by itself, and with 1, after 14 s.
    expect(await relish.ended).toBe(0);
    expect(await recordedOn(redis)).toEqual([before.requestId, ...ids]);
  });
});
