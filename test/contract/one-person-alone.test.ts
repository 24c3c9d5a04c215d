import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { digestOf } from '../../services/platform/digest/canonical-digest.ts';
import { defaultFlags } from '../../services/platform/flags/default-flags.ts';
import { changeDesk, other, shareOf, strict } from '../builders/change-desk.ts';
import { smallPolicy } from '../builders/policies.ts';
import { expectProblem, statusOf, took } from '../builders/recommender-client.ts';
import { aRecommenderSite, type RecommenderSite } from '../builders/recommender-service.ts';

const ACCOUNTS = Array.from({ length: 8 }, (_, index) => `a-${index}`);
const reason = 'because it is better so';

let site: RecommenderSite;
beforeEach(async () => {
  site = await aRecommenderSite(strict);
  await site.append(ACCOUNTS.flatMap((account) => took(account, 'i-1')));
});
afterEach(async () => {
  await site[Symbol.asyncDispose]();
});

const { say } = changeDesk(() => site, reason);

describe('a policy that asks for two people', () => {
  test('refuses what one of them does alone, with the way out, and puts nothing on the log', async () => {
    await site.call('POST /v1/policies', { body: other });
    await site.call('POST /v1/policies', { body: smallPolicy });
    const head = site.log.head();
    for (const policy of [other, smallPolicy]) {
      const activation = say(`POST /v1/policies/${digestOf(policy)}/activate`, {});
      const problem = await expectProblem(activation, 403, 'approval-needed');
      expect(problem.detail).toContain('POST /v1/changes');
    }
    await expectProblem(say('PUT /v1/flags', { flags: shareOf(2_501) }), 403, 'approval-needed');
    expect(site.log.head()).toBe(head);
  });

  test('lets small steps pass and not their sum', async () => {
    expect((await say('PUT /v1/flags', { flags: shareOf(2_500) })).status).toBe(200);
    await expectProblem(say('PUT /v1/flags', { flags: shareOf(4_000) }), 403, 'approval-needed');
    expect((await say('PUT /v1/flags', { flags: {} })).status).toBe(200);
    expect((await say('PUT /v1/flags', { flags: defaultFlags })).status).toBe(200);

    const codes = await Promise.all(
      ACCOUNTS.map(async (account) => (await say(`POST /v1/accounts/${account}/quarantine`, {})).status),
    );
    expect(codes.filter((status) => status === 200)).toHaveLength(2);
    expect(codes.filter((status) => status === 403)).toHaveLength(6);
    expect((await statusOf(site)).quarantined).toBe(2);
    // Neither another's word nor the token's makes it less, nor does a restart; to undo it is no more.
    await site.restart();
    const rest = ACCOUNTS.filter((_, index) => codes[index] !== 200);
    for (const as of ['second-admin', 'admin-token'] as const)
      await expectProblem(say(`POST /v1/accounts/${rest[0]}/quarantine`, {}, as), 403, 'approval-needed');
    for (const [index, account] of ACCOUNTS.entries())
      if (codes[index] === 200)
        expect((await say(`POST /v1/accounts/${account}/reinstate`, {})).status).toBe(200);
    await expectProblem(say(`POST /v1/accounts/${rest[0]}/reinstate`, {}), 403, 'approval-needed');
  });
});

describe('many accounts at once', () => {
  test('are one person’s to move up to the line, and no more, nor in two acts', async () => {
    const all = (act: string, accounts: readonly string[]) => say(`POST /v1/accounts/${act}`, { accounts });
    const head = site.log.head();
    await expectProblem(all('quarantine', ACCOUNTS.slice(0, 3)), 403, 'approval-needed');
    expect(site.log.head()).toBe(head);
    expect((await all('quarantine', ACCOUNTS.slice(0, 2))).status).toBe(200);
    await expectProblem(all('quarantine', ACCOUNTS.slice(2, 3)), 403, 'approval-needed');
    await expectProblem(say('POST /v1/accounts/a-2/quarantine', {}), 403, 'approval-needed');
    // Who is out already is none of them; to take it back is no more.
    await expectProblem(all('quarantine', ACCOUNTS.slice(0, 2)), 409, 'nothing-changes');
    expect((await all('reinstate', ACCOUNTS.slice(0, 2))).status).toBe(200);
    expect((await statusOf(site)).quarantined).toBe(0);
  });
});
