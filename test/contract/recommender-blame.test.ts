import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Answer } from '../../services/contracts/http/answers.ts';
import { type Blame, blameItem, listAnswers } from '../../services/contracts/http/blame.ts';
import { defaultFlags, MODEL_FLAG } from '../../services/platform/flags/default-flags.ts';
import { createLogger } from '../../services/platform/telemetry/logger.ts';
import { Blames } from '../../services/recommender/lineage/blames.ts';
import { item } from '../builders/acts.ts';
import { daysAgo } from '../builders/an-order.ts';
import { aShop, establishedAt } from '../builders/a-shop.ts';
import { eventsOf } from '../builders/attack.ts';
import { fold, listOf, popular } from '../builders/fold.ts';
import { byTime, logOf } from '../builders/look-back.ts';
import { smallPolicy } from '../builders/policies.ts';
import { ask, expectProblem, statusOf } from '../builders/recommender-client.ts';
import { aRecommenderSite, type RecommenderSite } from '../builders/recommender-service.ts';

const ASKING = establishedAt(1);

describe('blame over HTTP', () => {
  let shop: RecommenderSite;
  /** A list of the flag's own model: where the machine is slow, another may stand in for it. */
  const askShop = async (path: `/${string}`): Promise<Answer> => {
    const answer = await ask(shop, path);
    return answer.servedBy === 'preferred' ? answer : askShop(path);
  };
  const blameFor = async (
    requestId: string,
    itemId: string,
    as: 'admin' | 'service' = 'admin',
  ): Promise<Blame> => {
    const path = `/v1/recommendations/${requestId}/blame?itemId=${itemId}` as const;
    for (;;) {
      const { status, json } = await shop.call(`GET ${path}`, { as });
      const reply = blameItem.reply.parse(json);
      expect(status).toBe(reply.state === 'done' ? 200 : 202);
      if (reply.state === 'done') return reply;
    }
  };
  beforeAll(async () => {
    shop = await aRecommenderSite(smallPolicy);
    await shop.ingest(byTime(aShop({ policy: smallPolicy, established: 9, newcomers: 3, items: 8 })));
    await statusOf(shop);
  });
  afterAll(async () => {
    await shop[Symbol.asyncDispose]();
  });

  test('says for each item of a list what the list said, with model, policy, flags and position', async () => {
    const answer = await askShop(`/v1/recommendations?accountId=${ASKING}&limit=3`);
    for (const [index, { itemId, score, parts }] of answer.items.entries()) {
      const found = await blameFor(answer.requestId, itemId);
      expect(found).toMatchObject({
        inList: true,
        identical: true,
        stand: { rank: index + 1, score, parts },
        position: answer.position,
        model: answer.model,
        policy: { digest: answer.policy },
        question: { accountId: ASKING, limit: 3 },
        variant: answer.variant,
      });
      expect(found.flags.digest).toMatch(/^sha256:/);
      expect(found.lastMove).toBeDefined();
    }
  });

  test('stays what it was: later orders and acts are no part of it', async () => {
    const answer = await askShop('/v1/popular?limit=3');
    const { itemId } = answer.items[2]!;
    const before = await blameFor(answer.requestId, itemId);
    const crowd = eventsOf({ established: 6, newcomers: 0, items: [answer.items[1]!.itemId] }, smallPolicy);
    await shop.ingest(crowd);
    // Who isn't folded yet is nobody.
    await statusOf(shop);
    const reason = 'they moved together';
    expect(await shop.call('POST /v1/accounts/x-1/quarantine', { body: { reason } })).toMatchObject({
      status: 200,
    });
    expect(await blameFor(answer.requestId, itemId)).toEqual(before);
    const now = await askShop(`/v1/popular?limit=3&minPosition=${shop.log.head()}`);
    const found = await blameFor(now.requestId, itemId);
    expect(found.acts.at(-1)).toMatchObject({
      type: 'account.quarantined',
      reason,
      author: { id: 'the-admin', role: 'admin' },
      accounts: ['x-1'],
    });
  });

  test('names the change of the flags that gave another model', async () => {
    const before = await askShop(`/v1/recommendations?accountId=${ASKING}&limit=3`);
    const naive = {
      ...defaultFlags,
      [MODEL_FLAG]: { ...defaultFlags[MODEL_FLAG]!, defaultVariant: 'naive' },
    };
    const put = await shop.call('PUT /v1/flags', { body: { flags: naive, reason: 'to see raw counts' } });
    expect(put.status).toBe(200);
    const answer = await askShop(
      `/v1/recommendations?accountId=${ASKING}&limit=3&minPosition=${shop.log.head()}`,
    );
    const { itemId } =
      answer.items.find((one, index) => before.items[index]?.itemId !== one.itemId) ?? answer.items[0]!;
    const found = await blameFor(answer.requestId, itemId);
    expect(found).toMatchObject({
      basis: 'naive',
      flags: { changed: { reason: 'to see raw counts', author: { id: 'the-admin' } } },
      lastChange: {
        type: 'flag.changed',
        kind: 'act',
        before: { model: 'peers' },
        after: { model: 'naive' },
      },
    });
    expect(found.sentences[0]).toContain('anybody can move');
    await shop.call('PUT /v1/flags', { body: { flags: defaultFlags, reason: 'back to what is safe' } });
  });

  test('says of an item that is not in the list why not', async () => {
    const all = await askShop('/v1/popular?limit=100');
    const answer = await askShop('/v1/popular?limit=2');
    const [lastPlace, outside] = [answer.items[1]!, all.items[4]!];
    expect(await blameFor(answer.requestId, outside.itemId)).toMatchObject({
      inList: false,
      identical: true,
      stand: { rank: 5, score: outside.score },
      missing: lastPlace.score - outside.score,
    });
    const { position } = await shop.ingest([item('item.soldout', lastPlace.itemId, daysAgo(0, 5))]);
    const without = await askShop(`/v1/popular?limit=2&minPosition=${position}`);
    expect(await blameFor(without.requestId, lastPlace.itemId)).toMatchObject({
      inList: false,
      stand: { absence: 'sold-out' },
      lastMove: { type: 'item.soldout', kind: 'stock' },
    });
  });

  test('names other accounts to those who may read them', async () => {
    const answer = await askShop(
      `/v1/recommendations?accountId=${ASKING}&limit=3&minPosition=${shop.log.head()}`,
    );
    const { itemId } = answer.items[0]!;
    const told = JSON.stringify(await blameFor(answer.requestId, itemId, 'service'));
    expect(told).not.toMatch(/"(e-[02-9]|x-\d|n-\d)"/);
    expect(JSON.stringify(await blameFor(answer.requestId, itemId))).toMatch(/"x-1"/);
  });

  test('of what never went out, or of nothing, is refused', async () => {
    const { requestId } = await askShop('/v1/popular?limit=2');
    const blame = (id: string, query: string) => shop.call(`GET /v1/recommendations/${id}/blame${query}`);
    await expectProblem(blame('r-0', '?itemId=i-0'), 404, 'no-such-answer');
    await expectProblem(blame(requestId, '?itemId=never-heard-of'), 404, 'no-such-item');
    for (const query of [
      '',
      '?itemId=',
      '?itemId=a&itemId=b',
      '?itemId=i-0&wait=-1',
      '?itemId=i-0&wait=900',
    ]) {
      await expectProblem(blame(requestId, query), 400, 'invalid-request');
    }
    for (const as of ['customer', 'operator'] as const) {
      await expectProblem(shop.call(`GET /v1/recommendations/${requestId}/blame?itemId=i-0`, { as }), 403);
    }
  });

  test('begins with the last lists of an account, newest first', async () => {
    const first = await askShop(`/v1/recommendations?accountId=${establishedAt(3)}&limit=2`);
    const second = await askShop(`/v1/recommendations?accountId=${establishedAt(3)}&limit=1`);
    const list = async (accountId: string) =>
      listAnswers.reply.parse((await shop.call(`GET /v1/accounts/${accountId}/answers`)).json).answers;
    expect((await list(establishedAt(3))).map(({ requestId, items }) => [requestId, items.length])).toEqual([
      [second.requestId, 1],
      [first.requestId, 2],
    ]);
    expect(await list('nobody')).toEqual([]);
    await expectProblem(shop.call('GET /v1/accounts/e-3/answers', { as: 'service' }), 403);
  });
});

describe('blames under way', () => {
  const events = byTime(aShop({ policy: smallPolicy, established: 5, newcomers: 2, items: 4 }));
  const answer = listOf(fold(events, smallPolicy), popular(3));
  const itemIds = answer.items.map(({ itemId }) => itemId);

  /** Nothing is read before it is let through. */
  const start = () => {
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    const log = logOf(events);
    const blames = new Blames({
      log: {
        async read(after, limit) {
          await gate;
          return log.read(after, limit);
        },
      },
      makeState: () => fold([], smallPolicy),
      modelFor: async () => ({ model: 'popular' }),
      openTrained: async () => {
        throw new Error('nothing was trained here');
      },
      recorded: async () => ({ question: popular(3), answer, time: daysAgo(0) }),
      logger: createLogger('silent'),
    });
    return { blames, open };
  };

  test('say how far they are, are joined, and too many at once are refused', async () => {
    const { blames, open } = start();
    const running = await blames.of('r-1', itemIds[0]!, 0);
    expect(running).toMatchObject({ state: 'running' });
    for (let index = 2; index <= 8; index++) await blames.of(`r-${index}`, itemIds[0]!, 0);
    await expect(blames.of('r-9', itemIds[0]!, 0)).rejects.toMatchObject({
      status: 503,
      code: 'too-many-blames',
    });
    expect(await blames.of('r-1', itemIds[0]!, 0)).toMatchObject({ state: 'running' });
    open();
    expect(await blames.of('r-8', itemIds[0]!, 60_000)).toMatchObject({ state: 'done', stand: { rank: 1 } });
    expect(await blames.of('r-9', itemIds[1]!, 60_000)).toMatchObject({ state: 'done', stand: { rank: 2 } });
    await blames[Symbol.asyncDispose]();
  });

  test('are given up on shutdown', async () => {
    const { blames, open } = start();
    await blames.of('r-1', itemIds[0]!, 0);
    const asked = blames.of('r-1', itemIds[0]!, 60_000);
    const refused = expect(asked).rejects.toMatchObject({ status: 503 });
    const closing = blames[Symbol.asyncDispose]();
    open();
    await closing;
    await refused;
  });
});
