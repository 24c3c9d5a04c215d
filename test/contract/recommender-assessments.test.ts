import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { getAccount, listAssessments } from '../../services/contracts/http/accounts.ts';
import { anOrder, daysAgo } from '../builders/an-order.ts';
import { expectProblem, statusOf, took } from '../builders/recommender-client.ts';
import { aRecommenderSite, type RecommenderSite } from '../builders/recommender-service.ts';

let site: RecommenderSite;
beforeAll(async () => {
  site = await aRecommenderSite();
});
afterAll(async () => {
  await site[Symbol.asyncDispose]();
});

const ONE = 1_000_000;

describe('assessments', () => {
  const page = async (account: string, query = '') =>
    listAssessments.reply.parse(
      (await site.call(`GET /v1/accounts/${account}/assessments?${query}`, { as: 'analyst' })).json,
    );

  test('are the verdict on each line, with what speaks against it', async () => {
    const spam = Array.from({ length: 40 }, (_, index) =>
      anOrder(`spam-${index}`)
        .by('spammer')
        .of('p', 2)
        .placedAt(daysAgo(1))
        .cancelled({ at: daysAgo(1) }),
    ).flatMap(({ events }) => events);
    await site.ingest([
      ...spam,
      ...took('spammer', 'q', 2),
      ...anOrder('open').by('spammer').of('p').of('q').events,
      ...anOrder('lost').by('spammer').of('r').fulfilled().withoutPlacement,
    ]);
    const { policy, position } = await statusOf(site);
    const all = await page('spammer', 'limit=100');
    expect(all).toMatchObject({ total: 43, policy, position });
    const of = (orderId: string) => all.rows.filter((row) => row.orderId === orderId);
    expect(of('spam-7')).toMatchObject([
      { itemId: 'p', quantity: 2, placed: daysAgo(1), outcome: 'cancelled', weight: 0 },
    ]);
    const [against] = of('spam-7')[0]!.evidence;
    expect(against).toMatchObject({
      code: 'cancel-spam',
      facts: { ordersPlaced: 42, ordersCancelled: 40, quickCancels: 40 },
    });
    expect(of('spam-7')[0]!.confidence).toBe(ONE - against!.strength);
    expect(of('open').map(({ outcome, weight, confidence }) => [outcome, weight, confidence])).toEqual([
      ['open', 0, ONE],
      ['open', 0, ONE],
    ]);
    expect(all.rows.find(({ itemId, outcome }) => itemId === 'q' && outcome === 'counted')).toMatchObject({
      weight: ONE,
      confidence: ONE,
      evidence: [],
    });
    const detail = await site.call('GET /v1/accounts/spammer', { as: 'analyst' });
    expect(getAccount.reply.parse(detail.json).evidence).toEqual([against]);
  });

  test('come in pages, those of the latest order first', async () => {
    const rows: string[] = [];
    let cursor: string | undefined;
    do {
      const next = await page('spammer', `limit=9${cursor === undefined ? '' : `&cursor=${cursor}`}`);
      rows.push(...next.rows.map(({ orderId, itemId }) => `${orderId} ${itemId}`));
      cursor = next.next;
    } while (cursor !== undefined);
    expect(rows).toHaveLength(43);
    expect(new Set(rows).size).toBe(43);
    expect(rows[0]).toMatch(/^open /);
    expect(rows.at(-1)).toBe('spam-0 p');
  });

  test('are for people who look after the shop, of accounts that there are', async () => {
    await expectProblem(site.call('GET /v1/accounts/spammer/assessments', { as: 'service' }), 403);
    await expectProblem(site.call('GET /v1/accounts/nobody/assessments'), 404, 'no-such-account');
    await expectProblem(site.call('GET /v1/accounts/spammer/assessments?cursor=x'), 400, 'invalid-cursor');
  });
});
