import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { z } from 'zod';
import {
  type Answer,
  getPopular,
  getRecorded,
  reproduceAnswer,
} from '../../services/contracts/http/answers.ts';
import { createSession, getMenu, getMyRecommendations } from '../../services/contracts/http/ordering.ts';
import { getStatus } from '../../services/contracts/http/overview.ts';
import { problem } from '../../services/contracts/http/problem.ts';
import { readConfig } from '../../services/platform/config/config.ts';
import { launch, type Relish } from '../../services/relish/launch/launch.ts';
import { describeWithOwnRedis } from '../engines/describe-with-engines.ts';
import { type OwnRedis, startOwnRedis } from '../engines/redis-server.ts';
import { relish as runRelish } from './import-terminal.ts';

const SERVICE_TOKEN = 'redis-away-service-token';

describeWithOwnRedis('while Redis is away', () => {
  let redis: OwnRedis;
  let relish: Relish;
  let folder = '';
  let customer = '';

  const call = async (
    path: string,
    { token = SERVICE_TOKEN, body }: { token?: string; body?: unknown } = {},
  ) => {
    const response = await fetch(`${relish.url.replace(/\/$/, '')}${path}`, {
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
      },
      ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
    });
    const json: unknown = await response.json();
    return { status: response.status, headers: response.headers, json };
  };
  const said = async <T extends z.ZodType>(schema: T, path: string, options = {}): Promise<z.output<T>> =>
    schema.parse((await call(path, options)).json);
  const popular = () => said(getPopular.reply, '/v1/popular?limit=5');
  const status = () => said(getStatus.reply, '/v1/status');
  const listOf = ({ items, certificate }: Answer) => ({ items, certificate });
  const order = async () => {
    const { items } = await said(getMenu.reply, '/api/menu');
    const itemId = items.find(({ availability }) => availability === 'available')!.itemId;
    return call('/api/orders', { token: customer, body: { lines: [{ itemId, quantity: 1 }] } });
  };
  const back = async () => {
    let now = await status();
    while (now.awaySince !== undefined || now.lag > 0) {
      await setTimeout(50);
      now = await status();
    }
  };
  const expectFound = async (answer: Answer) => {
    expect((await said(getRecorded.reply, `/v1/recommendations/${answer.requestId}`)).answer).toEqual(answer);
  };

  beforeAll(async () => {
    redis = await startOwnRedis({ durable: true });
    folder = await mkdtemp(join(tmpdir(), 'relish-away-'));
    const environment = {
      PORT: '0',
      RELISH_DATA: folder,
      REDIS_URL: redis.url,
      RELISH_SERVICE_TOKEN: SERVICE_TOKEN,
      RELISH_LOG_LEVEL: 'silent',
    };
    relish = await launch(readConfig(environment));
    while (!(await fetch(`${relish.url}/readyz`)).ok) await setTimeout(50);
    const body = { accountId: 'e-01', passcode: 'relish' };
    customer = (await said(createSession.reply, '/api/session', { body })).token;
  }, 60_000);
  afterAll(async () => {
    redis.resume();
    await relish[Symbol.asyncDispose]();
    await redis[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  }, 30_000);

  /** Until it is known that the log is away answers go out as ever: nobody waits for it. All of them will be recorded. */
  const whenKnown = async (): Promise<readonly Answer[]> => {
    const early: Answer[] = [];
    while ((await status()).awaySince === undefined) early.push(await popular());
    return early;
  };

  const expectDegraded = async (before: Answer): Promise<readonly Answer[]> => {
    const early = await whenKnown();
    const mine = await call('/api/recommendations', { token: customer });
    expect(mine.status).toBe(200);
    const answers = [getMyRecommendations.reply.parse(mine.json), await popular(), await popular()];
    for (const { staleSince, recorded } of answers) {
      expect(Date.parse(staleSince ?? '')).toBeLessThanOrEqual(Date.now());
      expect(recorded).toBeUndefined();
    }
    expect(listOf(answers[1]!)).toEqual(listOf(before));
    const waitingExposures = early.length + answers.length;
    // What went out before it was known waits once it has been tried for long enough.
    while ((await status()).waitingExposures !== waitingExposures) await setTimeout(20);
    expect(await status()).toMatchObject({ awaySince: expect.any(String), waitingExposures });
    for (const answer of [...early, ...answers]) await expectFound(answer);
    expect((await fetch(`${relish.url}/readyz`)).status).toBe(200);
    return [...early, ...answers];
  };

  const expectOrdersRefused = async () => {
    const refused = await order();
    expect(refused.status).toBe(503);
    expect(problem.parse(refused.json).code).toBe('log-away');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  };

  test.each([
    ['killed', () => redis.kill(), () => redis.start()],
    ['deaf', () => redis.pause(), async () => redis.resume()],
  ])(
    '%s, lists go out, orders are refused at once; afterwards all of it is recorded',
    async (_, away, come) => {
      expect((await order()).status).toBe(201);
      const before = await popular();
      expect(before.staleSince).toBeUndefined();

      await away();
      const during = await expectDegraded(before);
      await expectOrdersRefused();
      const minPosition = String(Number(before.position) + 1_000).padStart(16, '0');
      expect((await call(`/v1/popular?minPosition=${minPosition}`)).status).toBe(503);
      const environment = { RELISH_URL: relish.url, RELISH_SERVICE_TOKEN: SERVICE_TOKEN };
      const told = await runRelish(['status'], { environment });
      expect(told).toMatchObject({
        code: 0,
        out: expect.stringMatching(
          new RegExp(`can't be reached since .*\\b${during.length} answers wait`, 's'),
        ),
      });

      await come();
      await back();
      for (const answer of during) {
        await expectFound(answer);
        const again = await call(`/v1/recommendations/${answer.requestId}/reproduce`, { body: {} });
        expect(reproduceAnswer.reply.parse(again.json)).toEqual({ ...answer, identical: true });
      }
      expect((await order()).status).toBe(201);
      expect((await popular()).staleSince).toBeUndefined();
    },
    30_000,
  );

  test('lost what it had acknowledged, the process is told to start anew', async () => {
    await redis.kill();
    await rm(join(redis.folder, 'appendonlydir'), { recursive: true, force: true });
    await redis.start();
    while (!relish.broken.aborted) await setTimeout(50);
    expect(relish.broken.reason).toMatchObject({ code: 'log-rewound' });
    expect((await fetch(`${relish.url}/readyz`)).status).toBe(503);
  }, 30_000);
});
