import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { ServerResponse } from 'node:http';
import { listModels, type LiveModelRow } from '../../services/contracts/http/rendezvous.ts';
import type { FlagDefinition } from '../../services/contracts/http/flags.ts';
import { MODEL_FLAG } from '../../services/platform/flags/default-flags.ts';
import { aShop } from '../builders/a-shop.ts';
import { anInferenceServer, inferenceAnswer, type InferenceServer } from '../builders/inference-server.ts';
import { smallPolicy } from '../builders/policies.ts';
import { ask, idsOf } from '../builders/recommender-client.ts';
import { aRecommenderSite, type RecommenderSite } from '../builders/recommender-service.ts';

const toRemote: FlagDefinition = {
  [MODEL_FLAG]: {
    state: 'ENABLED',
    variants: { remote: 'remote', peers: 'peers' },
    defaultVariant: 'remote',
  },
};
const good = { 'i-2': 0.25, 'i-1': 0.5, nobodys: 3 };
const PATH = '/v1/recommendations?accountId=e-1&limit=4';

describe('a model behind the Open Inference Protocol', () => {
  let server: InferenceServer;
  let site: RecommenderSite;
  let now = Date.parse('2026-11-20T22:00:00Z');

  beforeAll(async () => {
    server = await anInferenceServer((asked) => inferenceAnswer(asked, good));
    site = await aRecommenderSite(smallPolicy, {
      now: () => now,
      rendezvous: { remote: { url: server.url, served: 'hot-dogs', patienceMs: 300 } },
    });
    await site.append(aShop({ policy: smallPolicy, established: 8, newcomers: 3, items: 6 }));
    await site.call('PUT /v1/flags', { body: { flags: toRemote, reason: 'to see what it does' } });
  });
  afterAll(async () => {
    await site[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
  });

  const row = async (): Promise<LiveModelRow> => {
    const { models } = listModels.reply.parse((await site.call('GET /v1/models')).json);
    return models.find(({ model }) => model.name === 'remote')!;
  };
  const whenHeard = async (asked: number): Promise<LiveModelRow> => {
    for (;;) {
      const found = await row();
      if (Object.values(found.rungs).reduce((sum, count) => sum + count) >= asked) return found;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };

  /** Asks until it is live: the time after which it is asked again passes at once. */
  const wellAgain = async () => {
    server.behave((asked) => inferenceAnswer(asked, good));
    while ((await row()).state.is !== 'live') {
      now += 60_000;
      await ask(site, PATH);
    }
  };
  beforeEach(wellAgain);

  test('is given what all are given, and its list goes out with scores as integers', async () => {
    let answer = await ask(site, PATH);
    for (let tries = 0; answer.servedBy !== 'preferred' && tries < 50; tries++)
      answer = await ask(site, PATH);
    expect(server.paths[0]).toBe('/v2/models/hot-dogs/infer');
    expect(server.asked.at(-1)).toMatchObject({ requestId: answer.requestId, accountId: 'e-1', limit: 4 });
    expect(idsOf(answer)).toEqual(['i-1', 'i-2']);
    expect(answer.items[0]).toMatchObject({
      score: 500_000,
      certificate: { accounts: 1, newcomerProof: false },
    });
    const again = await site.call(`POST /v1/recommendations/${answer.requestId}/reproduce`);
    expect(again.json).toMatchObject({ identical: true });
  });

  const refuse = (response: ServerResponse) => {
    response.statusCode = 500;
    response.end('no');
    return undefined;
  };
  const behaviours: readonly [string, Parameters<InferenceServer['behave']>[0]][] = [
    ['never answers', () => undefined],
    ['answers with an error', (_, response) => refuse(response)],
    ['breaks off', (_, response) => void response.destroy()],
    ['says something else', () => ({ hello: 'world' })],
    ['talks without end', () => ({ id: 'x'.repeat(600 * 1_024) })],
    ['answers another request', (asked) => inferenceAnswer({ ...asked, requestId: 'r-other' }, good)],
    ['answers for another account', (asked) => inferenceAnswer({ ...asked, accountId: 'e-2' }, good)],
    ['says scores that are none', (asked) => inferenceAnswer(asked, { 'i-1': 1e300 })],
    ['knows other items only', (asked) => inferenceAnswer(asked, { nobodys: 1 })],
  ];
  test.each(behaviours)('that %s never costs an answer', async (_, behaviour) => {
    const { rungs } = await row();
    const before = Object.values(rungs).reduce((sum, count) => sum + count);
    server.behave(behaviour);
    expect(await ask(site, PATH)).toMatchObject({ servedBy: 'baseline', variant: 'remote' });
    const after = (await whenHeard(before + 1)).rungs;
    expect(after.failed + after.silent).toBe(rungs.failed + rungs.silent + 1);
  });

  test('that says nothing any more keeps the first lists waiting, and none after them', async () => {
    server.behave(() => undefined);
    const asked = server.asked.length;
    // Each waits for 30 ms: the third knows that what the first asked is late.
    for (let lists = 0; lists < 5; lists++) expect((await ask(site, PATH)).servedBy).toBe('baseline');
    expect(server.asked.length - asked).toBeLessThan(5);
  });

  test('that fails five times in a row is left alone, then one request finds out', async () => {
    server.behave((_, response) => refuse(response));
    while ((await row()).state.is === 'live') await ask(site, PATH);
    const asked = server.asked.length;
    for (let index = 0; index < 3; index++) await ask(site, PATH);
    expect(server.asked.length).toBe(asked);
    expect((await row()).state.problem).toMatch(/500/);
    await wellAgain();
    expect(server.asked.length).toBeGreaterThan(asked);
  });
});
