import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { EventOf } from '../../services/contracts/events.ts';
import { listModels } from '../../services/contracts/http/rendezvous.ts';
import { ORIGIN } from '../../services/platform/event-log/event-log.ts';
import { aShop } from '../builders/a-shop.ts';
import { item } from '../builders/acts.ts';
import { smallPolicy } from '../builders/policies.ts';
import { ask, expectProblem, idsOf, statusOf } from '../builders/recommender-client.ts';
import { aRecommenderSite, type RecommenderSite } from '../builders/recommender-service.ts';

type Settled = EventOf<'rendezvous.settled'>;

const settledOn = async ({ log }: RecommenderSite): Promise<readonly Settled[]> => {
  const { events } = await log.read(ORIGIN, 10_000);
  return events.filter((event) => event.type === 'rendezvous.settled');
};

const whenSettled = async (site: RecommenderSite, requestId: string): Promise<Settled> => {
  for (;;) {
    const found = (await settledOn(site)).find(({ data }) => data.requestId === requestId);
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

describe('what all models said', () => {
  let site: RecommenderSite;
  beforeAll(async () => {
    site = await aRecommenderSite(smallPolicy, { rendezvous: { isRecorded: true } });
    await site.append(aShop({ policy: smallPolicy, established: 8, newcomers: 3, items: 6 }));
  });
  afterAll(async () => {
    await site[Symbol.asyncDispose]();
  });

  test('is on the log under the request’s id, with what they were given, and moves no list', async () => {
    await site.append([item('item.soldout', 'i-3', '2026-11-20T10:00:00Z')]);
    const { digest } = await statusOf(site);
    const answer = await ask(site, '/v1/recommendations?accountId=e-1&limit=3&only=new');
    const { data } = await whenSettled(site, answer.requestId);
    expect(data).toMatchObject({
      position: answer.position,
      servedBy: 'preferred',
      request: { accountId: 'e-1', limit: 3, onlyNew: true, variant: 'peers', soldOut: ['i-3'] },
      answers: [
        { model: answer.model, role: 'preferred', outcome: 'answered' },
        { model: { name: 'popular' }, role: 'baseline', outcome: 'answered' },
      ],
    });
    expect(data.answers[0]?.items.map(([itemId]) => itemId)).toEqual(idsOf(answer));
    expect(data.request.taken).toBe(data.request.history.length);
    expect(data.request.taken).toBeGreaterThan(0);
    // The answer's own record came in between.
    const again = await site.call(`POST /v1/recommendations/${answer.requestId}/reproduce`);
    expect(again.json).toMatchObject({ identical: true });
    expect((await statusOf(site)).digest).toBe(digest);
  });

  test('of questions that one model answers, there is nothing', async () => {
    const before = (await settledOn(site)).length;
    await ask(site, '/v1/popular');
    await ask(site, '/v1/items/i-1/related');
    const { requestId } = await ask(site, '/v1/recommendations?accountId=nobody');
    await whenSettled(site, requestId);
    expect((await settledOn(site)).length).toBe(before + 1);
  });

  test('is written by a stop, too', async () => {
    const { requestId } = await ask(site, '/v1/recommendations?accountId=e-2');
    // Whoever compares takes its turn after the answer.
    await new Promise((resolve) => setImmediate(resolve));
    await site.restart();
    expect((await settledOn(site)).some(({ data }) => data.requestId === requestId)).toBe(true);
  });

  test('is counted by model, in this process', async () => {
    const requests = async () => listModels.reply.parse((await site.call('GET /v1/models')).json);
    const before = await requests();
    const { requestId } = await ask(site, '/v1/recommendations?accountId=e-1&limit=4');
    await whenSettled(site, requestId);
    const { models, servedBy, ladder, ...told } = await requests();
    expect(told.requests).toBe(before.requests + 1);
    expect(ladder).toEqual({ baseline: 30, anything: 40, last: 45 });
    expect(servedBy).toEqual([{ servedBy: 'preferred', requests: told.requests }]);
    expect(models).toMatchObject([
      { model: { name: 'peers' }, runs: 'thread', state: { is: 'live', restarts: 0 }, served: told.requests },
      { model: { name: 'popular' }, roles: [{ role: 'baseline', requests: told.requests }], served: 0 },
    ]);
    expect(models[0]?.agreement).toMatchObject([{ with: 'popular', lists: told.requests }]);
    expect(models[0]?.latency.count).toBe(told.requests);
    expect(await site.metrics()).toMatch(/relish_rendezvous_served_total\{served_by="preferred"\} \d/);
  });

  test('is for those who may see it', async () => {
    await expectProblem(site.call('GET /v1/models', { as: null }), 401);
    await expectProblem(site.call('GET /v1/models', { as: 'operator' }), 403);
    expect(await site.call('GET /v1/models', { as: 'analyst' })).toMatchObject({ status: 200 });
  });
});

test('while the thread has too much to do, nothing is only compared, and that is told', async () => {
  await using site = await aRecommenderSite(smallPolicy, {
    rendezvous: { isRecorded: true, isPressed: () => true },
  });
  await site.append(aShop({ policy: smallPolicy, established: 8, items: 6 }));
  const { requestId, servedBy } = await ask(site, '/v1/recommendations?accountId=e-1');
  expect(servedBy).toBe('preferred');
  expect((await whenSettled(site, requestId)).data.answers).toMatchObject([
    { outcome: 'answered' },
    { outcome: 'skipped', items: [] },
  ]);
});
