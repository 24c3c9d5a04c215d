import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { setTimeout } from 'node:timers/promises';
import {
  activatePolicy,
  getDryRun,
  listPolicies,
  proposePolicy,
} from '../../services/contracts/http/policies.ts';
import { reproduceAnswer } from '../../services/contracts/http/answers.ts';
import type { Policy } from '../../services/contracts/policy.ts';
import { digestOf } from '../../services/platform/digest/canonical-digest.ts';
import { aShop } from '../builders/a-shop.ts';
import { policyActivated } from '../builders/acts.ts';
import { smallPolicy } from '../builders/policies.ts';
import { ask, expectProblem, statusOf, took } from '../builders/recommender-client.ts';
import { aRecommenderSite, type RecommenderSite } from '../builders/recommender-service.ts';

const strict: Policy = { ...smallPolicy, standing: { ...smallPolicy.standing, days: 4, age: 20 } };
const UNKNOWN = `sha256:${'0'.repeat(64)}`;
const reason = 'to see what it does';

let site: RecommenderSite;
beforeAll(async () => {
  site = await aRecommenderSite(smallPolicy);
  await site.append(aShop({ policy: smallPolicy, established: 9, newcomers: 4, items: 6 }));
});
afterAll(async () => {
  await site[Symbol.asyncDispose]();
});

const propose = (policy: unknown, as: 'admin' | 'analyst' = 'admin') =>
  site.call('POST /v1/policies', { as, body: policy });
const list = async () =>
  listPolicies.reply.parse((await site.call('GET /v1/policies', { as: 'analyst' })).json);
const activate = (digest: string, body: object = { reason }) =>
  site.call(`POST /v1/policies/${digest}/activate`, { body });
const dryRun = async (digest: string) => {
  expect((await site.call(`POST /v1/policies/${digest}/dry-run`, { as: 'analyst' })).status).toBe(202);
  for (;;) {
    const reply = await site.call(`GET /v1/policies/${digest}/dry-run`, { as: 'analyst' });
    const run = getDryRun.reply.parse(reply.json);
    if (run.state !== 'running') return run;
    await setTimeout(5);
  }
};

describe('a proposed policy', () => {
  test('is kept under the digest of its content, and changes nothing', async () => {
    const before = await statusOf(site);
    const first = await propose(strict);
    expect({ status: first.status, json: first.json }).toEqual({
      status: 201,
      json: { digest: digestOf(strict), active: false },
    });
    expect((await propose(Object.fromEntries(Object.entries(strict).reverse()))).status).toBe(200);
    expect(proposePolicy.reply.parse((await propose(smallPolicy)).json).active).toBe(true);
    expect(await statusOf(site)).toEqual(before);
    const { policies } = await list();
    expect(policies.map(({ digest, active, initial }) => ({ digest, active, initial }))).toEqual([
      { digest: digestOf(smallPolicy), active: true, initial: true },
      { digest: digestOf(strict), active: false, initial: false },
    ]);
    expect(policies[1]).toMatchObject({
      policy: strict,
      activations: [],
      proposed: '2026-11-20T22:00:00.000Z',
    });
  });

  test('is refused as a whole when anything about it is wrong, and the path is named', async () => {
    const { standing, ...headless } = strict;
    for (const [policy, path] of [
      [{ ...strict, standing: { ...standing, days: 0 } }, 'standing.days'],
      [{ ...strict, newcomers: { share: 0.5, allowance: 0 } }, 'newcomers.share'],
      [{ ...strict, votes: { ...strict.votes, budget: 'much' } }, 'votes.budget'],
      [headless, 'standing'],
      [
        { ...strict, filters: { ...strict.filters, avoidance: { threshold: 1, effect: 'lower' } } },
        'filters.avoidance',
      ],
      [{ ...strict, standing: { ...standing, founders: [''] } }, 'standing.founders.0'],
      [{ ...strict, surprise: 1 }, ''],
    ] as const) {
      const { errors } = await expectProblem(propose(policy), 400, 'invalid-request');
      expect(errors?.map((error) => error.path)).toContain(path);
    }
    for (const body of [7, null, [], '{"version":']) await expectProblem(propose(body), 400);
    expect((await list()).policies).toHaveLength(2);
  });
});

describe('a dry run', () => {
  test('tells what would change, and changes nothing', async () => {
    const head = site.log.head();
    const before = await statusOf(site);
    const run = await dryRun(digestOf(strict));
    if (run.state !== 'done') throw new Error(JSON.stringify(run));
    expect(run.position).toBe(head);
    expect(run.report.policies).toEqual({ before: digestOf(smallPolicy), after: digestOf(strict) });
    expect(run.report.digests.before).toBe(before.digest);
    expect(run.report.digests.after).not.toBe(before.digest);
    expect(run.report.standings.changed).toBeGreaterThan(0);
    expect(await statusOf(site)).toEqual(before);
    expect(site.log.head()).toBe(head);
    // For the same head it is the same run.
    expect(await dryRun(digestOf(strict))).toEqual(run);
  });

  test('of a policy that nobody knows or nobody tried says so', async () => {
    await expectProblem(site.call(`POST /v1/policies/${UNKNOWN}/dry-run`), 404, 'no-such-policy');
    await expectProblem(site.call(`GET /v1/policies/${UNKNOWN}/dry-run`), 404, 'no-such-policy');
    await expectProblem(site.call(`GET /v1/policies/${digestOf(smallPolicy)}/dry-run`), 404, 'no-dry-run');
    await expectProblem(site.call('POST /v1/policies/strict/dry-run'), 400);
  });
});

describe('an activated policy', () => {
  test('acts on the next answer, comes to what its dry run said, and goes back in one step', async () => {
    const before = await statusOf(site);
    const run = await dryRun(digestOf(strict));
    if (run.state !== 'done') throw new Error(JSON.stringify(run));
    const past = await ask(site, '/v1/recommendations?accountId=e-1');
    const reply = await activate(digestOf(strict), {
      reason: 'four days are better',
      expected: before.policy,
    });
    expect(reply.status).toBe(200);
    const { previous, position } = activatePolicy.reply.parse(reply.json);
    expect(previous).toBe(digestOf(smallPolicy));
    expect(await statusOf(site)).toMatchObject({
      policy: digestOf(strict),
      digest: run.report.digests.after,
    });
    expect((await ask(site, '/v1/popular')).policy).toBe(digestOf(strict));

    // The past stays what it was: each answer under the policy of its position.
    expect((await ask(site, `/v1/popular?asOf=${past.position}`)).policy).toBe(previous);
    const again = await site.call(`POST /v1/recommendations/${past.requestId}/reproduce`);
    expect(reproduceAnswer.reply.parse(again.json)).toEqual({ ...past, identical: true });

    expect((await list()).policies[0]).toMatchObject({
      digest: digestOf(strict),
      active: true,
      activations: [{ position, reason: 'four days are better', author: { id: 'the-admin', role: 'admin' } }],
    });

    expect((await activate(previous)).status).toBe(200);
    expect(await statusOf(site)).toMatchObject({ policy: before.policy, digest: before.digest });
  });

  test('stays through a restart, and so do proposals', async () => {
    const other: Policy = { ...smallPolicy, ownWeight: 3_000_000 };
    expect((await propose(other)).status).toBe(201);
    expect((await activate(digestOf(strict))).status).toBe(200);
    const before = [await statusOf(site), await list()];
    await site.restart();
    expect([await statusOf(site), await list()]).toEqual(before);
    await activate(digestOf(smallPolicy));
  });

  test('is refused where it is unknown, in force already, unreasoned, or another came first', async () => {
    const head = site.log.head();
    await expectProblem(activate(UNKNOWN), 404, 'no-such-policy');
    await expectProblem(activate(digestOf(smallPolicy)), 409, 'already-active');
    await expectProblem(
      activate(digestOf(strict), { reason, expected: digestOf(strict) }),
      409,
      'policy-changed',
    );
    for (const body of [{}, { reason: 'no' }, { reason: 7 }])
      await expectProblem(activate(digestOf(strict), body), 400);
    expect(site.log.head()).toBe(head);
  });

  test('is no event that other systems may send', async () => {
    const { rejected } = await site.ingest([policyActivated(strict), ...took('a-1', 'i-1')]);
    expect(rejected).toMatchObject([{ index: 0, problem: { code: 'unknown-event-type' } }]);
    expect((await statusOf(site)).policy).toBe(digestOf(smallPolicy));
  });
});

describe('who may do what with policies', () => {
  test('analysts read and try, admins propose and activate', async () => {
    const digest = digestOf(strict);
    const tries = [`POST /v1/policies/${digest}/dry-run`, `GET /v1/policies/${digest}/dry-run`] as const;
    for (const as of ['customer', 'operator', 'service', null] as const) {
      for (const request of ['GET /v1/policies', ...tries] as const)
        await expectProblem(site.call(request, { as }), as === null ? 401 : 403);
    }
    for (const as of ['customer', 'operator', 'service', 'analyst', null] as const) {
      const status = as === null ? 401 : 403;
      await expectProblem(site.call('POST /v1/policies', { as, body: strict }), status);
      await expectProblem(
        site.call(`POST /v1/policies/${digest}/activate`, { as, body: { reason } }),
        status,
      );
    }
  });
});
