import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { RelishEvent } from '../../services/contracts/events.ts';
import { getFlags, type FlagDefinition } from '../../services/contracts/http/flags.ts';
import {
  getRollout,
  listRollouts,
  listStaleFlags,
  type RolloutStatus,
  type RolloutView,
} from '../../services/contracts/http/rollouts.ts';
import { proposePolicy } from '../../services/contracts/http/policies.ts';
import { createAuthenticator } from '../../services/platform/auth/authenticator.ts';
import { createOriginHasher } from '../../services/platform/auth/origin.ts';
import { createLocalChores } from '../../services/platform/chores/local-chores.ts';
import { ORIGIN } from '../../services/platform/event-log/event-log.ts';
import { defaultFlags, MODEL_FLAG } from '../../services/platform/flags/default-flags.ts';
import { createSigner, makeSigningKey } from '../../services/platform/signing/signer.ts';
import { createLogger } from '../../services/platform/telemetry/logger.ts';
import { createRecommenderService } from '../../services/recommender/create-recommender-service.ts';
import { createProposals } from '../../services/recommender/policies/proposals.ts';
import { armNames } from '../../services/recommender/rollout/arms.ts';
import { aShop, establishedAt, itemAt } from '../builders/a-shop.ts';
import { incidentOpened } from '../builders/acts.ts';
import { anItem, exposedTo } from '../builders/an-answer.ts';
import { TODAY } from '../builders/an-order.ts';
import { aMemoryObjectStore } from '../builders/memory-object-store.ts';
import { smallPolicy } from '../builders/policies.ts';
import { ask, expectProblem } from '../builders/recommender-client.ts';
import { aRecommenderSite, type RecommenderSite } from '../builders/recommender-service.ts';

const ESTABLISHED = 24;
const reason = 'to see what happens';
const approvals = { quarantineOver: 3, flagOver: 2_500, policies: 'two' as const, people: [] };
const step = (parts: number, leastAccounts = 0) => ({ parts, leastAccounts, leastMinutes: 0 });
/** The first step is never left by itself. */
const STAYS = [step(2_500, 1_000), step(10_000)];

let site: RecommenderSite;
let now = 0;
beforeEach(async () => {
  now = Date.parse(`${TODAY}T22:00:00Z`);
  site = await aRecommenderSite(smallPolicy, { now: () => now });
  await site.append(aShop({ policy: smallPolicy, established: ESTABLISHED, newcomers: 3, items: 6 }));
});
afterEach(async () => {
  await site[Symbol.asyncDispose]();
});

const start = (body: object = {}) =>
  site.call('POST /v1/rollouts', { body: { challenger: 'popular', steps: STAYS, reason, ...body } });
const started = async (body: object = {}): Promise<RolloutView> => {
  const reply = await start(body);
  expect(reply).toMatchObject({ status: 201 });
  return getRollout.reply.parse(reply.json);
};
const act = (rolloutId: string, name: string, as: 'admin' | 'analyst' = 'admin') =>
  site.call(`POST /v1/rollouts/${rolloutId}/${name}`, { as, body: { reason } });
const view = async (rolloutId: string): Promise<RolloutView> =>
  getRollout.reply.parse((await site.call(`GET /v1/rollouts/${rolloutId}`, { as: 'analyst' })).json);
/** Resolves once the judge has come so far. */
const become = async (rolloutId: string, isSo: (one: RolloutView) => boolean): Promise<RolloutView> => {
  for (;;) {
    const one = await view(rolloutId);
    if (isSo(one)) return one;
    await site.look();
  }
};
const becomes = (rolloutId: string, status: RolloutStatus) =>
  become(rolloutId, (one) => one.status === status);
const flagsNow = async () => getFlags.reply.parse((await site.call('GET /v1/flags')).json).flags;
const putFlags = (flags: FlagDefinition) =>
  site.call('PUT /v1/flags', { body: { flags, reason: 'off with it' } });
/** How long a list is of which no error budget counts the certificate: so small a shop has none to speak of. */
const LONG = 6;
/** What the flag gave an account; on a slow machine another model may stand in for it. */
const variantOf = async (account: string, limit = LONG) =>
  (await ask(site, `/v1/recommendations?accountId=${account}&limit=${limit}`)).variant;
const everybodyAsks = () =>
  Promise.all(Array.from({ length: ESTABLISHED }, (_, index) => variantOf(establishedAt(index))));
const logged = async (): Promise<readonly RelishEvent[]> => (await site.log.read(ORIGIN, 100_000)).events;

describe('a rollout', () => {
  test('goes by itself from a few accounts to everybody, and each act is on the log with its flags', async () => {
    const { rolloutId } = await started({ steps: [step(2_500, 1), step(5_000, 1), step(10_000)] });
    await everybodyAsks();
    await become(rolloutId, (one) => one.step === 1);
    expect(new Set(await everybodyAsks())).toEqual(new Set(Object.values(armNames(rolloutId))));
    const ended = await becomes(rolloutId, 'promoted');
    expect(ended.acts.map((one) => one.act)).toEqual(['promoted', 'advanced', 'advanced', 'started']);
    expect(ended.acts[0]?.author).toEqual({ id: 'relish', role: 'service' });
    const { challenger, control } = ended.evidence.accounts;
    expect(challenger + control).toBe(ESTABLISHED);
    const flag = { ...defaultFlags[MODEL_FLAG], defaultVariant: 'popular' };
    expect(await flagsNow()).toEqual({ [MODEL_FLAG]: flag });
    expect(new Set(await everybodyAsks())).toEqual(new Set(['popular']));
    const types = (await logged()).map(({ type }) => type);
    types.forEach((type, index) => {
      if (type === 'rollout.changed') expect(types[index + 1]).toBe('flag.changed');
    });
    expect(types).toContain('model.promoted');
  });

  test('is taken back at an alarm, by what established accounts saw', async () => {
    const crowd = aShop({ policy: smallPolicy, established: 200, newcomers: 0, items: 6 });
    await site.append(crowd.map((event) => ({ ...event, source: '/crowd' })));
    const { rolloutId } = await started();
    const names = armNames(rolloutId);
    const lists = Array.from({ length: 200 }, (_, index) => {
      const isChallenger = index % 2 === 0;
      const set = isChallenger ? 1 : 9;
      const price = { accounts: set, established: set, days: 1, amount: 1 };
      const certificate = { set, remaining: [], price, waived: false };
      const variant = isChallenger ? names.challenger : names.control;
      const items = [anItem('i-0')];
      return exposedTo(establishedAt(index), variant, new Date(now).toISOString(), { certificate, items });
    });
    await site.append(lists);
    const ended = await becomes(rolloutId, 'rolled-back');
    expect(ended.acts[0]?.reason).toMatch(/^certificate: /);
    expect(ended.evidence.findings.find(({ guardrail }) => guardrail === 'certificate')).toMatchObject({
      isAlarm: true,
    });
    expect(await flagsNow()).toEqual(defaultFlags);
    expect((await logged()).map(({ type }) => type)).toContain('model.rolledback');
    await site.restart();
    expect(await view(rolloutId)).toEqual(ended);
  });

  test('holds while nothing comes or orders wait, goes on after it, and ends when it expires', async () => {
    const { rolloutId } = await started();
    await everybodyAsks();
    now += 61 * 60_000;
    const held = await becomes(rolloutId, 'held');
    expect(held.acts[0]?.reason).toMatch(/no established account has asked for 60 minutes/);
    await everybodyAsks();
    now += 60_000;
    await becomes(rolloutId, 'running');
    await site.append([incidentOpened('garbage')]);
    expect((await becomes(rolloutId, 'held')).acts[0]?.reason).toMatch(/publication is held/);
    now += 15 * 86_400_000;
    await becomes(rolloutId, 'expired');
    expect(await flagsNow()).toEqual(defaultFlags);
  });

  test('is paused, resumed, promoted and aborted by admins, once, and with a reason', async () => {
    const { rolloutId } = await started();
    await expectProblem(act(rolloutId, 'pause', 'analyst'), 403);
    await expectProblem(site.call(`POST /v1/rollouts/${rolloutId}/pause`, { body: {} }), 400);
    await expectProblem(act(rolloutId, 'resume'), 409, 'nothing-to-do');
    expect(await act(rolloutId, 'pause')).toMatchObject({ status: 200, json: { status: 'paused' } });
    await expectProblem(act(rolloutId, 'pause'), 409, 'nothing-to-do');
    expect(await act(rolloutId, 'resume')).toMatchObject({ json: { status: 'running' } });
    expect(await act(rolloutId, 'promote')).toMatchObject({
      json: {
        status: 'promoted',
        acts: [{ author: { id: 'the-admin', role: 'admin' }, reason }, {}, {}, {}],
      },
    });
    await expectProblem(act(rolloutId, 'abort'), 409, 'rollout-finished');
    const other = await started({ challenger: 'peers' });
    expect(await act(other.rolloutId, 'abort')).toMatchObject({ json: { status: 'aborted' } });
    expect(await variantOf(establishedAt(0))).toBe('popular');
    const { rollouts } = listRollouts.reply.parse(
      (await site.call('GET /v1/rollouts', { as: 'analyst' })).json,
    );
    expect(rollouts.map(({ status }) => status)).toEqual(['aborted', 'promoted']);
  });

  test('waits while an error budget is spent', async () => {
    const { rolloutId } = await started({ steps: [step(2_500, 1), step(10_000)] });
    for (let index = 0; index < ESTABLISHED; index++) await variantOf(establishedAt(index), 5);
    const held = await becomes(rolloutId, 'held');
    expect(held.acts[0]?.reason).toMatch(/has no budget left/);
    expect(held.step).toBe(0);
  });

  test('promotes nobody who breaks what must always hold, by whomever', async () => {
    const never = { id: 'no-0', kind: 'never-listed', itemId: itemAt(0), top: 5, tolerance: 0 };
    const documents = [{ ...never, statement: 'nobody is offered it' }];
    const body = { documents, reason: 'it is only sold at the counter' };
    expect(await site.call('PUT /v1/behaviours', { body })).toMatchObject({ status: 200 });
    const { rolloutId } = await started({ steps: [step(2_500, 1), step(10_000)] });
    await everybodyAsks();
    await expectProblem(act(rolloutId, 'promote'), 409, 'behaviour-broken');
    const held = await becomes(rolloutId, 'held');
    expect(held.acts[0]?.reason).toMatch(/nobody is offered it/);
    await site.call('PUT /v1/behaviours', { body: { ...body, documents: [] } });
    now += 61_000;
    await becomes(rolloutId, 'promoted');
  });

  test('is no way around two people', async () => {
    await using guarded = await aRecommenderSite({ ...smallPolicy, approvals });
    await guarded.append(aShop({ policy: smallPolicy, established: ESTABLISHED, newcomers: 0, items: 6 }));
    const body = { challenger: 'popular', reason };
    await expectProblem(guarded.call('POST /v1/rollouts', { body }), 403, 'approval-needed');
  });

  test('that one person began waits from when the policy asks for two, and nobody promotes alone', async () => {
    const { rolloutId } = await started({ steps: [step(2_500, 1), step(10_000)] });
    const policy = { ...smallPolicy, approvals };
    const { json } = await site.call('POST /v1/policies', { body: policy });
    const { digest } = proposePolicy.reply.parse(json);
    await site.call(`POST /v1/policies/${digest}/activate`, { body: { reason } });
    await everybodyAsks();
    const held = await becomes(rolloutId, 'held');
    expect(held.acts[0]?.reason).toMatch(/one person began it/);
    await expectProblem(act(rolloutId, 'promote'), 403, 'approval-needed');
    expect(await act(rolloutId, 'abort')).toMatchObject({ json: { status: 'aborted' } });
  });

  test('doesn’t begin where it can’t be judged', async () => {
    await expectProblem(start({ challenger: 'related' }), 400);
    await expectProblem(start({ challenger: 'peers' }), 422, 'challenger-is-baseline');
    await expectProblem(start({ expires: '2020-01-01T00:00:00Z' }), 422, 'expires-never');
    for (const challenger of ['ease', 'remote'])
      await expectProblem(start({ challenger }), 409, 'challenger-not-live');
    const { challengers } = listRollouts.reply.parse((await site.call('GET /v1/rollouts')).json);
    expect(challengers).toEqual(['naive', 'popular']);
    for (const steps of [
      [],
      [step(5_000)],
      [step(6_000), step(10_000)],
      [step(500), step(500), step(10_000)],
    ])
      await expectProblem(start({ steps }), 400);
    await expectProblem(start({ alpha: 0.9 }), 400);
    await expectProblem(site.call('GET /v1/rollouts/ro-1'), 404, 'no-such-rollout');
    await expectProblem(act('ro-1', 'abort'), 404);
    await started();
    await expectProblem(start(), 409, 'rollout-active');
  });

  test('never goes over a split of somebody’s own, which is told to be stale', async () => {
    const split = {
      fractional: [
        ['popular', 1],
        ['peers', 1],
      ],
    };
    const own = { [MODEL_FLAG]: { ...defaultFlags[MODEL_FLAG]!, targeting: split } };
    await putFlags(own);
    await expectProblem(start(), 409, 'flag-split');
    const stale = async (days: number) =>
      listStaleFlags.reply.parse((await site.call(`GET /v1/flags/stale?days=${days}`)).json).flags;
    expect(await stale(30)).toMatchObject([{ key: MODEL_FLAG, why: 'split-without-rollout' }]);
    await putFlags({ [MODEL_FLAG]: { ...defaultFlags[MODEL_FLAG]!, state: 'DISABLED' } });
    expect(await stale(30)).toEqual([]);
    now += 31 * 86_400_000;
    expect(await stale(30)).toMatchObject([{ key: MODEL_FLAG, why: 'disabled' }]);
    await expectProblem(start(), 409, 'flag-off');
  });
});

describe('a person’s word on the flag', () => {
  test('stands: the kill switch acts at once, and the rollout ends by it', async () => {
    const { rolloutId } = await started();
    const flags = await flagsNow();
    const killed = { [MODEL_FLAG]: { ...flags[MODEL_FLAG]!, state: 'DISABLED' as const } };
    expect((await putFlags(killed)).status).toBe(200);
    // The next answer, whoever had the challenger: no waiting.
    expect(new Set(await everybodyAsks())).toEqual(new Set([undefined]));
    const ended = await becomes(rolloutId, 'aborted');
    expect(ended.acts[0]?.reason).toMatch(/the-admin: off with it/);
    expect(await flagsNow()).toEqual({ [MODEL_FLAG]: { ...defaultFlags[MODEL_FLAG], state: 'DISABLED' } });
  });

  test('reaches every process with its position on the log', async () => {
    const objects = aMemoryObjectStore();
    const logger = createLogger('silent');
    await using other = createRecommenderService({
      ...{
        log: site.log,
        objects,
        logger,
        policy: smallPolicy,
        newId: randomUUID,
        clock: { now: () => now },
      },
      authenticator: createAuthenticator([]),
      hashOrigin: createOriginHasher('c'.repeat(64)),
      proposals: createProposals({ objects, logger }),
      createChores: () => createLocalChores(logger),
      ...{ signer: createSigner(makeSigningKey(), 'a test'), version: '0.0.0' },
    });
    await started({ steps: [step(5_000, 1_000), step(10_000)] });
    const variantsThere = async () => {
      const when = { minPosition: site.log.head() };
      const answers = Array.from({ length: ESTABLISHED }, (_, index) =>
        other.answer({ kind: 'recommendations', accountId: establishedAt(index), limit: 3 }, when),
      );
      return new Set((await Promise.all(answers)).map(({ variant }) => variant));
    };
    expect((await variantsThere()).size).toBe(2);
    const flags = await flagsNow();
    await putFlags({ [MODEL_FLAG]: { ...flags[MODEL_FLAG]!, state: 'DISABLED' } });
    expect(await variantsThere()).toEqual(new Set([undefined]));
  });

  test('is not undone by a rollout that is driven at the same moment', async () => {
    const { rolloutId } = await started();
    const killed = { [MODEL_FLAG]: { ...defaultFlags[MODEL_FLAG]!, state: 'DISABLED' as const } };
    const [flag, promoted] = await Promise.all([putFlags(killed), act(rolloutId, 'promote')]);
    expect(flag.status).toBe(200);
    expect([200, 409]).toContain(promoted.status);
    expect((await flagsNow())[MODEL_FLAG]?.state).toBe('DISABLED');
  });
});
