import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { getTimeline, listFeatures } from '../../services/contracts/http/accounts.ts';
import {
  compareFingerprints,
  getFingerprint,
  listFingerprints,
} from '../../services/contracts/http/fingerprints.ts';
import { anOrder, daysAgo, TODAY } from '../builders/an-order.ts';
import { aShop, establishedAt } from '../builders/a-shop.ts';
import { expectProblem, statusOf } from '../builders/recommender-client.ts';
import { aRecommenderSite, type RecommenderSite } from '../builders/recommender-service.ts';

let site: RecommenderSite;
const get = async (path: `/v1/${string}`) => {
  const reply = await site.call(`GET ${path}`, { as: 'analyst' });
  expect(reply).toMatchObject({ status: 200 });
  return reply.json;
};
const cancelled = (account: string, orders: number) =>
  Array.from(
    { length: orders },
    (_, order) => anOrder(`${account}-${order}`).by(account).of('i-1').cancelled().events,
  ).flat();

beforeAll(async () => {
  site = await aRecommenderSite();
  await site.ingest([...aShop(), ...cancelled('prankster', 40)]);
  await statusOf(site);
});
afterAll(async () => {
  await site[Symbol.asyncDispose]();
});

describe('fingerprints', () => {
  const list = async (query = '') => listFingerprints.reply.parse(await get(`/v1/fingerprints?${query}`));

  test('are had by day, the latest first, and say in detail what a day was like', async () => {
    const { days, total, present } = await list();
    expect(days.length).toBe(total);
    expect(days[0]).toMatchObject({ day: TODAY, counts: { newAccounts: 2 }, outcomes: { cancelled: 40 } });
    expect(present.counts.orders).toBe(days.reduce((sum, { counts }) => sum + counts.orders, 0));
    const detail = getFingerprint.reply.parse(await get(`/v1/fingerprints/${TODAY}`));
    expect(detail).toMatchObject({ of: TODAY, digest: days[0]!.digest });
    expect(detail.topItems[0]).toMatchObject({ itemId: 'i-1', share: expect.any(Number) });
    expect(await get('/v1/fingerprints/present')).toMatchObject({ of: 'present', digest: present.digest });
  });

  test('follow what comes in, a late change of an old day too', async () => {
    const before = await list('to=2026-11-19');
    await site.ingest([...anOrder('late').by('late').of('i-3').placedAt(daysAgo(1)).events]);
    await statusOf(site);
    const after = await list('to=2026-11-19');
    expect(after.days[0]!.digest).not.toBe(before.days[0]!.digest);
    expect(after.days.slice(1)).toEqual(before.days.slice(1));
  });

  test('are compared: days, a day with the week before it, a day with the present', async () => {
    const compare = async (a: string, b: string) =>
      compareFingerprints.reply.parse(await get(`/v1/fingerprints/compare?a=${a}&b=${b}`));
    const week = await compare(encodeURIComponent('2026-11-13/2026-11-19'), TODAY);
    expect(week.notable.map(({ code }) => code)).toContain('cancelled');
    expect((await compare(TODAY, TODAY)).variation).toBe(0);
    expect((await compare('present', TODAY)).b.digest).toBe((await list()).days[0]!.digest);
  });

  test('are refused to others, and for days that are none', async () => {
    await expectProblem(site.call('GET /v1/fingerprints', { as: 'service' }), 403);
    await expectProblem(site.call('GET /v1/fingerprints', { as: null }), 401);
    await expectProblem(site.call('GET /v1/fingerprints?limit=93'), 400, 'invalid-request');
    await expectProblem(site.call('GET /v1/fingerprints?from=yesterday'), 400, 'invalid-request');
    await expectProblem(site.call('GET /v1/fingerprints?cursor=x'), 400, 'invalid-cursor');
    await expectProblem(site.call('GET /v1/fingerprints/2026-02-31'), 400, 'invalid-request');
    await expectProblem(site.call('GET /v1/fingerprints/1999-01-01'), 404, 'no-such-day');
    for (const a of ['2026-11-01/2026-11-19', '2026-11-19/2026-11-18', '2026-02-31/2026-03-01']) {
      const asked = site.call(`GET /v1/fingerprints/compare?a=${encodeURIComponent(a)}&b=present`);
      await expectProblem(asked, 400, 'not-a-stretch');
    }
  });
});

describe('an account’s time line', () => {
  test('says day by day what became of its orders', async () => {
    const of = async (account: string) =>
      getTimeline.reply.parse(await get(`/v1/accounts/${account}/timeline`));
    expect(await of('prankster')).toMatchObject({
      orders: 40,
      capped: false,
      days: [{ day: TODAY, open: 0, fulfilled: 0, cancelled: 40, expired: 0, refunded: 0 }],
    });
    const regular = await of(establishedAt(0));
    expect(regular.days.length).toBeGreaterThanOrEqual(5);
    expect(regular.days.map(({ day }) => day)).toEqual(regular.days.map(({ day }) => day).sort());
    expect(regular.establishedFrom).toBeDefined();
    await expectProblem(site.call('GET /v1/accounts/nobody/timeline'), 404, 'no-such-account');
    await expectProblem(site.call('GET /v1/accounts/prankster/timeline', { as: 'service' }), 403);
  });
});

describe('account features', () => {
  const list = async (query = '') => listFeatures.reply.parse(await get(`/v1/accounts/features?${query}`));

  test('say what each account is like', async () => {
    const { rows, total } = await list();
    expect(rows.length).toBe(total);
    expect(rows.find(({ accountId }) => accountId === 'prankster')).toMatchObject({
      ...{ standing: 'newcomer', placed: 40, cancelledShare: 1_000_000, cancelSpam: expect.any(Number) },
      ...{ fulfilledShare: 0, neverPickedUp: 0, settledDays: 0, ageDays: 0, distinctItems: 0, votes: 0 },
    });
    expect(rows.find(({ accountId }) => accountId === establishedAt(0))).toMatchObject({
      ...{ standing: 'established', fulfilledShare: 1_000_000, cancelSpam: 0 },
      ageDays: expect.any(Number),
    });
  });

  test('come for a sample that stays the same, with whoever is labelled', async () => {
    const few = await list('limit=5');
    expect((await list('limit=10')).rows.slice(0, 5)).toEqual(few.rows);
    const { rows } = await list();
    const last = rows.at(-1)!.accountId;
    await site.call(`POST /v1/accounts/${last}/label`, { body: { label: 'hostile', reason: 'seen at it' } });
    const labelled = await list('limit=5');
    expect(labelled).toMatchObject({
      labelled: 1,
      rows: [{ accountId: last, label: 'hostile' }, {}, {}, {}, {}],
    });
    await expectProblem(site.call('GET /v1/accounts/features?limit=5001'), 400, 'invalid-request');
    await expectProblem(site.call('GET /v1/accounts/features', { as: 'service' }), 403);
  });
});
