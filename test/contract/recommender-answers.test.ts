import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { getRecorded } from '../../services/contracts/http/answers.ts';
import { listItems } from '../../services/contracts/http/overview.ts';
import { item } from '../builders/acts.ts';
import { daysAgo } from '../builders/an-order.ts';
import { aShop, establishedAt } from '../builders/a-shop.ts';
import { ask, expectProblem, idsOf, statusOf, took } from '../builders/recommender-client.ts';
import { aRecommenderSite, type RecommenderSite } from '../builders/recommender-service.ts';

/** A position that no log of this test ever reaches. */
const BEYOND = '9'.repeat(16);

describe('answers', () => {
  let shop: RecommenderSite;
  const events = aShop({ established: 25, newcomers: 4, items: 9 });
  const askShop = (path: `/${string}`) => ask(shop, path);
  beforeAll(async () => {
    shop = await aRecommenderSite();
    for (let from = 0; from < events.length; from += 1_000)
      await shop.ingest(events.slice(from, from + 1_000));
    await statusOf(shop);
  });
  afterAll(async () => {
    await shop[Symbol.asyncDispose]();
  });

  test('hold five items unless asked for another number, and popular every scored one', async () => {
    expect((await askShop('/v1/popular')).items.length).toBe(5);
    const all = await askShop('/v1/popular?limit=100');
    const scored = listItems.reply.parse((await shop.call('GET /v1/items?limit=100')).json);
    expect(all.items.length).toBe(scored.rows.filter(({ score }) => score > 0).length);
    expect(all.items.map(({ itemId }) => itemId)).toEqual(scored.rows.map(({ itemId }) => itemId));
    const scores = all.items.map(({ score }) => score);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    expect(all).toMatchObject({
      servedBy: 'preferred',
      model: { name: 'popular' },
      certificate: { waived: false },
    });
    expect(await askShop('/v1/popular?limit=1')).toMatchObject({ items: [{ itemId: all.items[0]!.itemId }] });
  });

  test.each(['0', '101', '-1', '2.5', 'many', '', '1e9', 'NaN'])('of %p items are refused', async (limit) => {
    for (const path of [
      '/v1/popular?',
      '/v1/recommendations?accountId=a&',
      '/v1/items/a/related?',
    ] as const) {
      await expectProblem(shop.call(`GET ${path}limit=${limit}`), 400, 'invalid-request');
    }
  });

  test('for nobody, or for two at once, are refused', async () => {
    for (const query of [
      '',
      '?accountId=',
      '?accountId=a&accountId=b',
      `?accountId=${'x'.repeat(129)}`,
      '?accountId=%00',
    ]) {
      await expectProblem(shop.call(`GET /v1/recommendations${query}`), 400, 'invalid-request');
    }
    await expectProblem(shop.call('GET /v1/recommendations?accountId=a&only=old'), 400, 'invalid-request');
    await expectProblem(shop.call('GET /v1/items/%zz/related'), 400);
  });

  test('of what is new leave out what the account has had', async () => {
    const account = establishedAt(4);
    const all = await askShop(`/v1/recommendations?accountId=${account}&limit=100`);
    const fresh = await askShop(`/v1/recommendations?accountId=${account}&limit=100&only=new`);
    const had = all.items.filter(({ parts }) => parts.own > 0).map(({ itemId }) => itemId);
    expect(had.length).toBeGreaterThan(0);
    expect(idsOf(fresh)).toEqual(idsOf(all).filter((itemId) => !had.includes(itemId)));
  });

  test('follow what is written: with minPosition always, and never wait longer than two seconds', async () => {
    const position = (await shop.ingest(took('fresh', 'just-now'))).position;
    const answer = await askShop(`/v1/popular?limit=100&minPosition=${position}`);
    expect(answer.position >= position).toBe(true);
    expect(idsOf(answer)).toContain('just-now');
    const late = shop.call(`GET /v1/popular?minPosition=${BEYOND}`);
    expect((await late).headers.get('retry-after')).toBe('1');
    const { facts } = await expectProblem(late, 503, 'position-not-reached');
    expect(facts?.['position']).toMatch(/^\d{16}$/);
    for (const wrong of ['1', '', 'x'.repeat(16), '-000000000000001']) {
      await expectProblem(shop.call(`GET /v1/popular?minPosition=${wrong}`), 400);
      await expectProblem(shop.call(`GET /v1/popular?asOf=${wrong}`), 400);
    }
  });

  test('as of a position are those of the log up to there', async () => {
    const before = await askShop('/v1/popular?limit=100');
    const { position } = await shop.ingest(took('asof', 'after-it'));
    const after = await askShop(`/v1/popular?limit=100&asOf=${position}`);
    expect(after.position).toBe(position);
    expect(idsOf(after)).toContain('after-it');
    const past = await askShop(`/v1/popular?limit=100&asOf=${before.position}`);
    expect({ ...past, requestId: before.requestId }).toEqual(before);
    expect((await askShop(`/v1/popular?asOf=${'0'.repeat(16)}`)).items).toEqual([]);
    const beyond = String(Number(shop.log.head()) + 50).padStart(16, '0');
    await expectProblem(shop.call(`GET /v1/popular?asOf=${beyond}`), 422, 'unknown-position');
  });

  test('are kept as they went out, and found by their id', async () => {
    const answer = await askShop(`/v1/recommendations?accountId=${establishedAt(2)}&limit=3&only=new`);
    const kept = await shop.call(`GET /v1/recommendations/${answer.requestId}`, { as: 'service' });
    expect(getRecorded.reply.parse(kept.json)).toMatchObject({
      answer,
      question: { kind: 'recommendations', accountId: establishedAt(2), limit: 3, only: 'new' },
    });
    await expectProblem(shop.call('GET /v1/recommendations/r-0'), 404, 'no-such-answer');
    await expectProblem(shop.call('POST /v1/recommendations/r-0/reproduce'), 404, 'no-such-answer');
  });

  test('leave out what is sold out, until it is back', async () => {
    const [first] = idsOf(await askShop('/v1/popular'));
    const say = async (
      type: 'item.soldout' | 'item.restocked',
      hours: number,
    ): Promise<readonly string[]> => {
      const { position } = await shop.ingest([item(type, first!, daysAgo(0, hours))]);
      const lists = [
        '/v1/popular?',
        `/v1/recommendations?accountId=${establishedAt(1)}&`,
        '/v1/items/i-0/related?',
      ] as const;
      const answers = await Promise.all(
        lists.map((path) => askShop(`${path}limit=100&minPosition=${position}`)),
      );
      return [...new Set(answers.slice(0, 2).flatMap(idsOf))];
    };
    expect(await say('item.soldout', 1)).not.toContain(first);
    expect(await say('item.restocked', 2)).toContain(first);
  });

  test('about an item explain what it takes to push it out', async () => {
    const { items } = await askShop('/v1/popular?limit=3');
    for (const { itemId, score, certificate } of items) {
      const reply = await shop.call(`GET /v1/items/${itemId}/certificate?limit=3`, { as: 'analyst' });
      expect(reply.json).toMatchObject({ itemId, score, inList: true, accounts: certificate.accounts });
    }
    const unknown = await shop.call('GET /v1/items/never-heard-of/certificate', { as: 'analyst' });
    expect(unknown.json).toMatchObject({ inList: false, accounts: 0, score: 0 });
  });
});
