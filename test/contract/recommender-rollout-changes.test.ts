import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { FlagDefinition } from '../../services/contracts/http/flags.ts';
import { getRollout, listRollouts, type RolloutSummary } from '../../services/contracts/http/rollouts.ts';
import type { Policy } from '../../services/contracts/policy.ts';
import { defaultFlags, MODEL_FLAG } from '../../services/platform/flags/default-flags.ts';
import { aShop, establishedAt, itemAt } from '../builders/a-shop.ts';
import { TODAY } from '../builders/an-order.ts';
import { changeDesk } from '../builders/change-desk.ts';
import { smallPolicy } from '../builders/policies.ts';
import { ask as askList, expectProblem } from '../builders/recommender-client.ts';
import { aRecommenderSite, type RecommenderSite } from '../builders/recommender-service.ts';

const HOUR = 3_600_000;
const ESTABLISHED = 24;
const strict: Policy = {
  ...smallPolicy,
  approvals: { quarantineOver: 3, flagOver: 2_500, policies: 'two', people: [] },
};
const reason = 'popular may do as well';
const step = (parts: number, leastAccounts = 0) => ({ parts, leastAccounts, leastMinutes: 0 });

let site: RecommenderSite;
let now = 0;
beforeEach(async () => {
  now = Date.parse(`${TODAY}T22:00:00Z`);
  site = await aRecommenderSite(strict, { now: () => now });
  await site.append(aShop({ policy: smallPolicy, established: ESTABLISHED, newcomers: 0, items: 6 }));
});
afterEach(async () => {
  await site[Symbol.asyncDispose]();
});

const { say, ask, asked } = changeDesk(() => site, reason);
const inHours = (hours: number): string => new Date(now + hours * HOUR).toISOString();
const rollout = (said: object = {}) => ({
  kind: 'rollout',
  document: {
    challenger: 'popular',
    steps: [step(2_500, 1_000), step(10_000)],
    expires: inHours(48),
    ...said,
  },
});
const promotion = (rolloutId: string) => ({ kind: 'promotion', document: { rolloutId } });
const approve = ({ changeId, digest }: { readonly changeId: string; readonly digest: string }) =>
  say(`POST /v1/changes/${changeId}/approve`, { digest, reason: 'looks right to me' }, 'second-admin');
const newest = async (): Promise<RolloutSummary | undefined> =>
  listRollouts.reply.parse((await site.call('GET /v1/rollouts', { as: 'analyst' })).json).rollouts[0];
/** Asked for by one, approved by another. */
const begun = async (said: object = {}): Promise<string> => {
  expect(await approve(await asked(rollout(said)))).toMatchObject({ status: 200 });
  return (await newest())!.rolloutId;
};
const everybodyAsks = () =>
  Promise.all(
    Array.from({ length: ESTABLISHED }, (_, index) =>
      askList(site, `/v1/recommendations?accountId=${establishedAt(index)}&limit=6`),
    ),
  );
const putFlags = (flags: FlagDefinition) => say('PUT /v1/flags', { flags });

describe('a rollout where it takes two people', () => {
  test('is asked for by one, begins by another’s word, and goes to everybody by what both agreed on', async () => {
    const alone = say('POST /v1/rollouts', { challenger: 'popular' });
    expect((await expectProblem(alone, 403, 'approval-needed')).detail).toContain('POST /v1/changes');
    const change = await asked(rollout({ steps: [step(2_500, 1), step(10_000)] }));
    expect(change.diff).toContainEqual({ path: 'model', before: '"peers"', after: '"popular"' });
    expect(await newest()).toBeUndefined();
    const head = site.log.head();
    expect(await approve(change)).toMatchObject({ status: 200, json: { state: 'applied' } });
    const { events } = await site.log.read(head, 10);
    expect(events.map(({ type }) => type)).toEqual([
      ...['change.approved', 'rollout.changed', 'flag.changed', 'change.applied'],
    ]);
    const { rolloutId } = (await newest())!;
    await everybodyAsks();
    for (let one = await newest(); one?.status === 'running'; one = await newest()) await site.look();
    const { status, document, acts } = (await newest())!;
    expect({ status, owner: document.owner }).toEqual({ status: 'promoted', owner: 'the-admin' });
    expect(acts.map((act) => [act.act, act.author.id, act.change?.approver.id])).toEqual([
      ['promoted', 'relish', undefined],
      ['advanced', 'relish', undefined],
      ['started', 'the-admin', 'second-admin'],
    ]);
    // Both agreed on where it ended: from there one person may take a small step, and not go back alone.
    const popular = { ...defaultFlags[MODEL_FLAG]!, defaultVariant: 'popular' };
    const fractional = [
      ['naive', 100],
      ['popular', 9_900],
    ];
    expect((await putFlags({ [MODEL_FLAG]: { ...popular, targeting: { fractional } } })).status).toBe(200);
    await expectProblem(putFlags(defaultFlags), 403, 'approval-needed');
    const view = await site.call(`GET /v1/rollouts/${rolloutId}`, { as: 'analyst' });
    expect(getRollout.reply.parse(view.json).status).toBe('promoted');
  });

  test('is asked for, and begins, with a challenger that can answer here alone', async () => {
    await expectProblem(ask(rollout({ challenger: 'remote' })), 409, 'challenger-not-live');
    expect((await ask(rollout())).status).toBe(201);
  });

  test('is promoted early by two and not by one, if its challenger breaks nothing that must always hold', async () => {
    const rolloutId = await begun();
    await expectProblem(say(`POST /v1/rollouts/${rolloutId}/promote`, {}), 403, 'approval-needed');
    const change = await asked(promotion(rolloutId));
    expect(change.diff).toContainEqual({ path: 'challengerParts', before: '2500', after: '10000' });
    const never = { id: 'no-0', kind: 'never-listed', itemId: itemAt(0), top: 5, tolerance: 0 };
    const mustHold = async (document: readonly object[]) =>
      expect((await approve(await asked({ kind: 'behaviours', document }))).status).toBe(200);
    await mustHold([{ ...never, statement: 'nobody is offered it' }]);
    await expectProblem(approve(change), 409, 'behaviour-broken');
    await expectProblem(ask(promotion(rolloutId)), 409, 'behaviour-broken');
    expect((await newest())?.acts[0]?.act).not.toBe('promoted');
    await mustHold([]);
    expect(await approve(change)).toMatchObject({ status: 200, json: { state: 'applied' } });
    const { status, acts } = (await newest())!;
    expect(status).toBe('promoted');
    expect(acts[0]).toMatchObject({
      author: { id: 'the-admin' },
      change: { approver: { id: 'second-admin' } },
    });
    expect((await everybodyAsks()).every(({ variant }) => variant === 'popular')).toBe(true);
    await site.restart();
    expect(await newest()).toMatchObject({ status, acts });
  });

  test('is one person’s to abort and to switch off, at once', async () => {
    const rolloutId = await begun();
    expect(await say(`POST /v1/rollouts/${rolloutId}/abort`, {})).toMatchObject({
      json: { status: 'aborted' },
    });
    await begun();
    const killed = { [MODEL_FLAG]: { ...defaultFlags[MODEL_FLAG]!, state: 'DISABLED' as const } };
    expect((await putFlags(killed)).status).toBe(200);
    expect((await everybodyAsks()).every(({ variant }) => variant === undefined)).toBe(true);
  });

  test('is refused where it can’t begin, also when time or others were quicker than the approver', async () => {
    for (const [proposal, status, code] of [
      [rollout({ challenger: 'peers' }), 422, 'challenger-is-baseline'],
      [rollout({ challenger: 'related' }), 400, undefined],
      [rollout({ expires: undefined }), 400, undefined],
      [rollout({ expires: inHours(-1) }), 422, 'expires-never'],
      [rollout({ steps: [step(6_000), step(10_000)] }), 400, undefined],
      [promotion('ro-nothing'), 409, 'rollout-finished'],
    ] as const)
      await expectProblem(ask(proposal), status, code);
    const short = await asked(rollout({ expires: inHours(1) }));
    const [first, second] = [await asked(rollout()), await asked(rollout())];
    now += 2 * HOUR;
    await expectProblem(approve(short), 422, 'expires-never');
    expect((await approve(first)).status).toBe(200);
    await expectProblem(approve(second), 409, 'base-moved');
    await expectProblem(ask(rollout()), 409, 'rollout-active');
  });
});
