import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { z } from 'zod';
import { getAccount } from '../../services/contracts/http/accounts.ts';
import { listDemotions } from '../../services/contracts/http/demotions.ts';
import { aFarm, botAt } from '../builders/a-farm.ts';
import { aShop, itemAt } from '../builders/a-shop.ts';
import { severePolicy } from '../builders/policies.ts';
import { aRecommenderSite, type RecommenderSite } from '../builders/recommender-service.ts';

/** Two may move together, and of nine accounts three may be demoted. */
const policy = {
  ...severePolicy,
  filters: {
    ...severePolicy.filters,
    lockstep: { effect: 'demote', accounts: 3, probation: 30 },
  },
  demotions: { share: 200_000 },
} as const;

let site: RecommenderSite;

beforeAll(async () => {
  site = await aRecommenderSite(policy);
  await site.append([
    ...aShop({ policy, established: 9, newcomers: 2, items: 6 }),
    ...aFarm({ bots: 6, items: [itemAt(0), itemAt(1)] }, policy),
  ]);
});
afterAll(async () => {
  await site[Symbol.asyncDispose]();
});

const demotions = async (query = ''): Promise<z.infer<typeof listDemotions.reply>> => {
  const { status, json } = await site.call(`GET /v1/demotions${query}`, { as: 'analyst' });
  expect(status).toBe(200);
  return listDemotions.reply.parse(json);
};
const names = async (): Promise<Readonly<Record<string, readonly string[]>>> => {
  const { rows } = await demotions();
  const of = (wanted: string) =>
    rows.flatMap(({ accountId, state }) => (state === wanted ? [accountId] : []));
  return { demoted: of('demoted'), waiting: of('waiting') };
};
const standingOf = async (accountId: string) => {
  const { json } = await site.call(`GET /v1/accounts/${accountId}`, { as: 'analyst' });
  return getAccount.reply.parse(json);
};
const act = async (accountId: string, what: string, body: object) => {
  const { status } = await site.call(`POST /v1/accounts/${accountId}/${what}`, { as: 'admin', body });
  expect(status).toBe(200);
};

describe('bots that take the same things home in the same minutes', () => {
  test('are demoted within the quota, the rest waits, and everybody sees why', async () => {
    expect(await demotions()).toMatchObject({ quota: 2, isOn: true, accounts: 3, total: 3 });
    const { demoted, waiting } = await names();
    expect([demoted, waiting]).toEqual([[botAt(3), botAt(4)], [botAt(5)]]);
    const { standing, evidence } = await standingOf(botAt(3));
    expect(standing).toBe('demoted');
    expect(evidence[0]).toMatchObject({ code: 'lockstep', facts: { accountsTogether: 5 } });
    expect((await standingOf(botAt(5))).standing).toBe('established');
    expect((await standingOf(botAt(0))).evidence).toEqual([]);
  });

  test('come in pages', async () => {
    const first = await demotions('?limit=2');
    expect(first.rows).toHaveLength(2);
    expect((await demotions(`?limit=2&cursor=${first.next}`)).rows).toHaveLength(1);
  });

  test('are for people to clear, and to take out', async () => {
    await act(botAt(3), 'label', { label: 'honest', reason: 'a family at lunch' });
    expect((await standingOf(botAt(3))).standing).toBe('established');
    expect(await names()).toEqual({ demoted: [botAt(4), botAt(5)], waiting: [] });
    await act(botAt(3), 'label', { label: 'unclear', reason: 'not so sure' });
    expect((await standingOf(botAt(3))).standing).toBe('demoted');
    await act(botAt(5), 'quarantine', { reason: 'one of a farm' });
    expect(await names()).toEqual({ demoted: [botAt(3), botAt(4)], waiting: [] });
  });

  test('are not for everybody to see', async () => {
    expect((await site.call('GET /v1/demotions', { as: null })).status).toBe(401);
    expect((await site.call('GET /v1/demotions', { as: 'customer' })).status).toBe(403);
  });
});
