import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { z } from 'zod';
import { getAccount } from '../../services/contracts/http/accounts.ts';
import {
  getDemotionGroup,
  listDemotionGroups,
  listDemotions,
} from '../../services/contracts/http/demotions.ts';
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

  test('are one group, told in one sentence’s facts, with who ordered what when', async () => {
    const { json } = await site.call('GET /v1/demotions/groups', { as: 'analyst' });
    const { rows, ...page } = listDemotionGroups.reply.parse(json);
    expect(page).toMatchObject({ total: 1, quota: 2, demoted: 2, waiting: 1 });
    // Six bots ordered two things on each of three days; one of them, which was ill once, isn't in the group.
    const same = { compared: 5, things: 6, leastAccounts: 5, minutes: 1, days: 3 };
    expect(rows).toMatchObject([{ oldest: botAt(0), accounts: 5, demoted: 2, waiting: 1, cleared: 0, same }]);

    const one = await site.call(`GET /v1/demotions/groups/${botAt(0)}`, { as: 'analyst' });
    const group = getDemotionGroup.reply.parse(one.json);
    const states = group.members.map(({ accountId, state }) => [accountId, state]);
    expect(states).toEqual([
      [botAt(5), 'waiting'],
      [botAt(3), 'demoted'],
      [botAt(4), 'demoted'],
      [botAt(0), 'oldest'],
      [botAt(2), 'oldest'],
    ]);
    expect(group.members[0]).toMatchObject({ linesTaken: 6, linesShared: 6 });
    expect([group.moves.length, group.items.length, group.capped]).toEqual([30, 2, false]);
  });

  test('are no group under another name', async () => {
    for (const name of [botAt(3), 'nobody']) {
      const { status, json } = await site.call(`GET /v1/demotions/groups/${name}`, { as: 'analyst' });
      expect([status, json]).toMatchObject([404, { code: 'no-such-group' }]);
    }
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
    for (const path of ['', '/groups', `/groups/${botAt(0)}`] as const) {
      expect((await site.call(`GET /v1/demotions${path}`, { as: null })).status).toBe(401);
      expect((await site.call(`GET /v1/demotions${path}`, { as: 'customer' })).status).toBe(403);
    }
  });
});
