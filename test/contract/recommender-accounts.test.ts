import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  getAccount,
  listAccounts,
  quarantineAccount,
  quarantineAccounts,
} from '../../services/contracts/http/accounts.ts';
import { anOrder } from '../builders/an-order.ts';
import { ODD_NAMES } from '../builders/hostile.ts';
import { ask, expectProblem, idsOf, statusOf, took } from '../builders/recommender-client.ts';
import { aRecommenderSite, type RecommenderSite } from '../builders/recommender-service.ts';

let site: RecommenderSite;
beforeAll(async () => {
  site = await aRecommenderSite();
});
afterAll(async () => {
  await site[Symbol.asyncDispose]();
});

describe('accounts', () => {
  const list = async (query: string) =>
    listAccounts.reply.parse((await site.call(`GET /v1/accounts?${query}`, { as: 'analyst' })).json);
  const detail = async (account: string) =>
    getAccount.reply.parse(
      (await site.call(`GET /v1/accounts/${encodeURIComponent(account)}`, { as: 'analyst' })).json,
    );
  const names = Array.from({ length: 30 }, (_, index) => `Page ${String(index).padStart(2, '0')}`);
  beforeAll(async () => {
    const cancelled = names.flatMap((name, index) =>
      Array.from(
        { length: index % 7 },
        (_, order) => anOrder(`${name}-${order}`).by(name).of('p').cancelled().events,
      ),
    );
    const settled = names.flatMap((name, index) =>
      Array.from({ length: index % 3 }, (_, ago) => took(name, 'p', ago)).flat(),
    );
    await site.ingest([
      ...cancelled.flat(),
      ...settled,
      ...names.flatMap((name) => anOrder(`${name}!`).by(name).of('p').events),
    ]);
    await statusOf(site);
  });

  test('are searched, sorted and paged', async () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await list(`search=page&limit=7${cursor === undefined ? '' : `&cursor=${cursor}`}`);
      expect(page.total).toBe(30);
      seen.push(...page.rows.map(({ accountId }) => accountId));
      cursor = page.next;
    } while (cursor !== undefined);
    expect(seen).toEqual(names);
    for (const sort of ['cancelled', 'placed'] as const) {
      const { rows } = await list(`search=PAGE&limit=100&sort=${sort}`);
      const values = rows.map(({ orders }) => orders[sort]);
      expect(values).toEqual(values.toSorted((a, b) => b - a));
    }
    const votes = (await list('search=page&limit=100&sort=votes')).rows.map((row) => row.votes);
    expect(votes).toEqual(votes.toSorted((a, b) => b - a));
    expect((await list('search=no+such+account')).rows).toEqual([]);
    await expectProblem(site.call('GET /v1/accounts?cursor=abc'), 400, 'invalid-cursor');
    await expectProblem(site.call('GET /v1/accounts?sort=anything'), 400, 'invalid-request');
    await expectProblem(site.call('GET /v1/accounts?limit=101'), 400, 'invalid-request');
  });

  test('say what they did and what that counts for', async () => {
    expect(await detail('Page 05')).toMatchObject({
      standing: 'newcomer',
      orders: { placed: 8, cancelled: 5, fulfilled: 2, expired: 0, refunded: 0 },
      settledDays: 2,
      topVotes: [{ itemId: 'p', days: 2 }],
      moderation: [],
    });
    await expectProblem(site.call('GET /v1/accounts/nobody-at-all'), 404, 'no-such-account');
  });

  test('go into quarantine together, all or none, and come back as one', async () => {
    const all = (act: string, accounts: readonly string[], as: 'admin' | 'analyst' = 'admin') =>
      site.call(`POST /v1/accounts/${act}`, { as, body: { accounts, reason: 'a farm' } });
    const [first, second, third] = ['Page 10', 'Page 11', 'Page 12'] as const;
    await all('quarantine', [first]);
    const before = await statusOf(site);
    const head = site.log.head();
    await expectProblem(all('quarantine', [first]), 409, 'nothing-changes');
    await expectProblem(all('quarantine', [second, second]), 422, 'account-twice');
    await expectProblem(all('quarantine', [second, 'nobody at all']), 404, 'no-such-account');
    await expectProblem(all('quarantine', []), 400);
    const many = Array.from({ length: 401 }, (_, index) => `many-${index}`);
    await expectProblem(all('quarantine', many), 400);
    await expectProblem(all('quarantine', [second], 'analyst'), 403);
    await expectProblem(all('reinstate', [second]), 409, 'nothing-changes');
    expect(site.log.head()).toBe(head);

    const out = quarantineAccounts.reply.parse((await all('quarantine', [first, second, third])).json);
    // Who was out before isn't brought back by taking this back.
    expect(out).toEqual({ accounts: [second, third], position: site.log.head() });
    expect((await statusOf(site)).quarantined).toBe(before.quarantined + 2);
    const { events } = await site.log.read(head, 10);
    expect(events.map(({ type, data }) => ({ type, data }))).toEqual(
      [second, third].map((accountId) => ({
        type: 'account.quarantined',
        data: { accountId, reason: 'a farm', author: { id: 'the-admin', role: 'admin' } },
      })),
    );
    expect((await all('reinstate', out.accounts)).status).toBe(200);
    expect((await statusOf(site)).digest).toBe(before.digest);
    expect((await all('reinstate', [first])).status).toBe(200);
  });

  test('go into quarantine with a reason and an author, and come back exactly', async () => {
    const before = await statusOf(site);
    const act = (name: string, body: unknown) => site.call(`POST /v1/accounts/Page%2005/${name}`, { body });
    for (const body of [
      {},
      { reason: '' },
      { reason: 'no' },
      { reason: '      ' },
      { reason: 'x'.repeat(501) },
      [],
    ]) {
      await expectProblem(act('quarantine', body), 400, 'invalid-request');
    }
    const out = quarantineAccount.reply.parse(
      (await act('quarantine', { reason: ' floods the stand ' })).json,
    );
    expect(out).toMatchObject({ accountId: 'Page 05', standing: 'quarantined' });
    const during = await statusOf(site);
    expect(during.quarantined).toBe(before.quarantined + 1);
    expect(during.digest).not.toBe(before.digest);
    expect((await list('standing=quarantined')).rows.map(({ accountId }) => accountId)).toEqual(['Page 05']);
    expect(await detail('Page 05')).toMatchObject({
      votes: 0,
      moderation: [
        { act: 'quarantined', reason: 'floods the stand', author: { id: 'the-admin', role: 'admin' } },
      ],
    });
    await act('reinstate', { reason: 'was somebody else' });
    await act('label', { reason: 'asked them', label: 'honest' });
    await expectProblem(act('label', { reason: 'asked them', label: 'nice' }), 400, 'invalid-request');
    expect((await detail('Page 05')).moderation.map((one) => one.act)).toEqual([
      'labelled',
      'reinstated',
      'quarantined',
    ]);
    expect((await statusOf(site)).digest).toBe(before.digest);
    await expectProblem(
      site.call('POST /v1/accounts/nobody-at-all/quarantine', { body: { reason: 'because' } }),
      404,
      'no-such-account',
    );
  });

  test('and items of any name are reached by their path', async () => {
    await site.ingest(
      ODD_NAMES.flatMap((name) => [
        ...took(name, name),
        ...took(`${name}!`, name),
        ...took(`${name}!`, 'beside'),
      ]),
    );
    await statusOf(site);
    // A dot segment never reaches a server: clients take it out of the path.
    for (const name of ODD_NAMES.filter((odd) => odd !== '..')) {
      expect((await detail(name)).accountId).toBe(name);
      const related = await ask(site, `/v1/items/${encodeURIComponent(name)}/related?limit=100`);
      expect(idsOf(related)).toContain('beside');
      expect(idsOf(related)).not.toContain(name);
      const mine = await ask(site, `/v1/recommendations?accountId=${encodeURIComponent(name)}&limit=100`);
      expect(mine.items[0]).toMatchObject({ itemId: name });
      const certificate = await site.call(`GET /v1/items/${encodeURIComponent(name)}/certificate`, {
        as: 'analyst',
      });
      expect(certificate.json).toMatchObject({ itemId: name });
      const act = await site.call(`POST /v1/accounts/${encodeURIComponent(name)}/label`, {
        body: { reason: 'has an odd name', label: 'unclear' },
      });
      expect(act.json).toMatchObject({ accountId: name });
    }
  });
});
