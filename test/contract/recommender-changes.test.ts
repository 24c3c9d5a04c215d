import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { getChange, listChanges } from '../../services/contracts/http/changes.ts';
import { type BehaviourDocument, getBehaviours } from '../../services/contracts/http/behaviours.ts';
import { getFlags } from '../../services/contracts/http/flags.ts';
import { digestOf } from '../../services/platform/digest/canonical-digest.ts';
import { defaultFlags, MODEL_FLAG } from '../../services/platform/flags/default-flags.ts';
import { quarantined } from '../builders/acts.ts';
import { type Admin, approvals, changeDesk, other, shareOf, strict } from '../builders/change-desk.ts';
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

const { say, ask, asked } = changeDesk(() => site, reason);
const act = (name: string, changeId: string, body: object = {}, as: Admin = 'second-admin') =>
  say(`POST /v1/changes/${changeId}/${name}`, body, as);
const read = async (changeId: string) =>
  getChange.reply.parse((await site.call(`GET /v1/changes/${changeId}`, { as: 'analyst' })).json);
const list = async () =>
  listChanges.reply.parse((await site.call('GET /v1/changes?limit=100', { as: 'analyst' })).json);
const flags = async () => getFlags.reply.parse((await site.call('GET /v1/flags', { as: 'analyst' })).json);
const policyChange = { kind: 'policy', document: other };

describe('a change', () => {
  test('is asked for by one, approved by another, and done in one step, with both names on the log', async () => {
    const before = await statusOf(site);
    const change = await asked(policyChange);
    expect(change).toMatchObject({
      state: 'waiting',
      base: digestOf(strict),
      author: { id: 'the-admin', role: 'admin' },
      isOutdated: false,
      diff: [{ path: 'ownWeight', before: '100000000', after: '3000000' }],
    });
    expect(await statusOf(site)).toMatchObject({ policy: before.policy });

    const reply = await act('approve', change.changeId, {
      digest: change.digest,
      reason: 'looks right to me',
    });
    expect(reply.status).toBe(200);
    expect(await statusOf(site)).toMatchObject({ policy: digestOf(other) });
    const { state, acts, proposal } = getChange.reply.parse(reply.json);
    expect({ state, proposal }).toEqual({ state: 'applied', proposal: undefined });
    expect(acts.map(({ act: word, author, reason: why }) => [word, author.id, why])).toEqual([
      ['requested', 'the-admin', reason],
      ['approved', 'second-admin', 'looks right to me'],
      ['applied', 'second-admin', 'looks right to me'],
    ]);
    const { events } = await site.log.read(change.acts[0]!.position, 10);
    expect(events.map(({ type }) => type)).toEqual(['change.approved', 'policy.activated', 'change.applied']);
    expect(events[1]?.data).toMatchObject({
      author: { id: 'the-admin' },
      reason,
      change: { changeId: change.changeId, digest: change.digest, approver: { id: 'second-admin' } },
    });
    // Once: neither the approval nor anything else of it can be used again.
    const body = { digest: change.digest, proposal: policyChange };
    for (const name of ['approve', 'apply', 'edit', 'reject', 'withdraw'])
      await expectProblem(act(name, change.changeId, body, 'third-admin'), 409, 'change-closed');
  });

  test('is nobody’s to approve who asked for it, nor a token’s', async () => {
    const { changeId, digest } = await asked(policyChange);
    await expectProblem(act('approve', changeId, { digest }, 'admin'), 403, 'own-change');
    await expectProblem(act('approve', changeId, { digest }, 'admin-token'), 403, 'not-a-person');
    await expectProblem(ask(policyChange, 'admin-token'), 403, 'not-a-person');
    await expectProblem(act('reject', changeId, {}, 'admin'), 403, 'own-change');
    await expectProblem(act('withdraw', changeId), 403, 'not-its-author');
    await expectProblem(act('edit', changeId, { proposal: policyChange }), 403, 'not-its-author');
    for (const as of ['analyst', 'service', 'operator', 'customer'] as const)
      await expectProblem(
        site.call('POST /v1/changes', { as, body: { proposal: policyChange, reason } }),
        403,
      );
    expect((await statusOf(site)).policy).toBe(digestOf(strict));
    expect((await act('withdraw', changeId, {}, 'admin')).status).toBe(200);
    expect((await read(changeId)).state).toBe('withdrawn');
  });

  test('that is edited has no approval any more', async () => {
    const first = await asked({ kind: 'flags', document: shareOf(5_000) });
    const { changeId } = first;
    expect((await act('approve', changeId, { digest: first.digest, apply: false })).status).toBe(200);
    expect(await read(changeId)).toMatchObject({ state: 'approved' });
    expect((await flags()).flags).toEqual(defaultFlags);

    const edit = { proposal: { kind: 'flags', document: shareOf(9_000) }, reason: 'more of it' };
    const edited = getChange.reply.parse((await act('edit', changeId, edit, 'admin')).json);
    expect(edited).toMatchObject({ state: 'waiting', reason: 'more of it' });
    expect(edited.acts.map(({ act: word, isVoid }) => [word, isVoid])).toEqual([
      ['requested', undefined],
      ['approved', true],
      ['edited', undefined],
    ]);
    await expectProblem(act('apply', changeId, {}, 'admin'), 409, 'not-approved');
    await expectProblem(act('approve', changeId, { digest: first.digest }), 409, 'change-edited');
    expect((await flags()).flags).toEqual(defaultFlags);

    await act('approve', changeId, { digest: edited.digest, apply: false });
    expect((await act('apply', changeId, {}, 'admin')).status).toBe(200);
    expect((await flags()).flags).toEqual(shareOf(9_000));
  });

  test('against what is in force no more can not be approved, nor applied, until its author has seen it', async () => {
    const late = await asked({ kind: 'flags', document: shareOf(5_000) });
    await act('approve', late.changeId, { digest: late.digest, apply: false });
    expect((await say('PUT /v1/flags', { flags: shareOf(100) })).status).toBe(200);
    expect(await read(late.changeId)).toMatchObject({ isOutdated: true });
    const { digest } = late;
    await expectProblem(act('apply', late.changeId), 409, 'base-moved');
    await expectProblem(act('approve', late.changeId, { digest }), 409, 'base-moved');
    const base = late.base;
    const proposal = { kind: 'flags', document: shareOf(5_000) };
    await expectProblem(act('edit', late.changeId, { proposal, base }, 'admin'), 409, 'base-moved');
    const edited = getChange.reply.parse((await act('edit', late.changeId, { proposal }, 'admin')).json);
    expect(edited.isOutdated).toBe(false);
    expect((await act('approve', late.changeId, { digest: edited.digest })).status).toBe(200);
  });

  test('quarantines many at once, and brings them back', async () => {
    const accounts = ACCOUNTS.slice(0, 5);
    for (const [kind, left] of [
      ['quarantine', 5],
      ['reinstatement', 0],
    ] as const) {
      const { changeId, digest, diff } = await asked({ kind, document: { accounts } });
      expect(diff.map(({ path }) => path)).toEqual(accounts);
      expect((await act('approve', changeId, { digest })).status).toBe(200);
      expect((await statusOf(site)).quarantined).toBe(left);
    }
    // What two people did leaves one person what one person may do.
    expect((await say('POST /v1/accounts/a-7/quarantine', {})).status).toBe(200);
  });

  test('is about what must always hold, too: statement by statement', async () => {
    const must = async () =>
      getBehaviours.reply.parse((await site.call('GET /v1/behaviours', { as: 'analyst' })).json);
    const { documents, digest: base, initial } = await must();
    expect(initial).toEqual({ documents, digest: base });
    const dead: BehaviourDocument = {
      ...{ id: 'dead', statement: 'Nobody is shown it', itemId: 'i-1', top: 5, tolerance: 0 },
      kind: 'never-listed',
    };
    const [first, ...rest] = documents;
    const other: BehaviourDocument[] = [...rest, { ...first!, tolerance: 7 }, dead];
    const put = () => say('PUT /v1/behaviours', { documents: other });
    const proposal = { kind: 'behaviours', document: other };
    await expectProblem(put(), 403, 'approval-needed');
    await expectProblem(
      ask({ kind: 'behaviours', document: documents.toReversed() }),
      409,
      'nothing-changes',
    );
    await expectProblem(ask({ kind: 'behaviours', document: [dead, dead] }), 400);

    const { changeId, digest, diff } = await asked(proposal);
    expect(diff.map(({ path }) => path)).toEqual([`${first!.id}.tolerance`, 'dead']);
    expect((await must()).documents).toEqual(documents);
    expect((await act('approve', changeId, { digest })).status).toBe(200);
    const after = await must();
    expect(after).toMatchObject({
      documents: other,
      changes: [{ author: { id: 'the-admin' }, reason, digest: after.digest }],
    });
    await site.restart();
    expect((await must()).documents).toEqual(other);
    const stale = site.call('PUT /v1/behaviours', { body: { documents, reason, expected: base } });
    await expectProblem(stale, 409, 'behaviours-changed');
  });

  test('is refused as it comes when anything about it is wrong', async () => {
    const head = site.log.head();
    for (const [proposal, status] of [
      [{ kind: 'policy', document: { ...other, ownWeight: -1 } }, 400],
      [{ kind: 'policy', document: { ...other, approvals: { ...approvals, people: ['admin'] } } }, 400],
      [{ kind: 'promotion', document: {} }, 400],
      [
        { kind: 'flags', document: { [MODEL_FLAG]: { ...defaultFlags[MODEL_FLAG], defaultVariant: 'x' } } },
        422,
      ],
      [{ kind: 'quarantine', document: { accounts: [] } }, 400],
      [{ kind: 'quarantine', document: { accounts: ['a-1', 'a-1'] } }, 422],
      [{ kind: 'quarantine', document: { accounts: ['a-1', 'nobody'] } }, 404],
      [{ kind: 'reinstatement', document: { accounts: ['a-1'] } }, 409],
      [{ kind: 'policy', document: strict }, 409],
      [{ kind: 'flags', document: defaultFlags }, 409],
    ] as const)
      await expectProblem(ask(proposal), status);
    await expectProblem(ask(policyChange, 'admin', { base: digestOf(smallPolicy) }), 409, 'base-moved');
    await expectProblem(site.call('GET /v1/changes/nothing'), 404, 'no-such-change');
    await expectProblem(act('approve', 'nothing', { digest: digestOf(1) }), 404, 'no-such-change');
    expect(site.log.head()).toBe(head);
  });

  test('stays through a restart, and is found first while it waits', async () => {
    const [first, second, third] = [
      await asked(policyChange),
      await asked({ kind: 'flags', document: shareOf(5_000) }),
      await asked({ kind: 'quarantine', document: { accounts: ['a-1'] } }),
    ];
    await act('reject', first.changeId, { reason: 'not while it is lunch' });
    const before = await list();
    expect(before.rows.map(({ changeId }) => changeId)).toEqual([
      third.changeId,
      second.changeId,
      first.changeId,
    ]);
    expect(before).toMatchObject({ waiting: 2, total: 3, approvals });
    await site.restart();
    expect(await list()).toEqual(before);
    expect((await read(first.changeId)).acts.at(-1)).toMatchObject({
      act: 'rejected',
      reason: 'not while it is lunch',
    });
  });
});

describe('who is one of the two', () => {
  test('is said by the policy, where it names people', async () => {
    await site[Symbol.asyncDispose]();
    site = await aRecommenderSite({
      ...strict,
      approvals: { ...approvals, people: ['the-admin', 'third-admin'] },
    });
    const change = await asked(policyChange);
    const { changeId, digest } = change;
    await expectProblem(act('approve', changeId, { digest }, 'second-admin'), 403, 'not-among-people');
    await expectProblem(ask(policyChange, 'second-admin'), 403, 'not-among-people');
    expect((await act('approve', changeId, { digest }, 'third-admin')).status).toBe(200);
  });

  test('is nobody’s business in a shop of one, where all goes as ever, and counts for nothing later', async () => {
    await using single = await aRecommenderSite(smallPolicy);
    await single.append([...took('a-1', 'i-1'), quarantined('a-1')]);
    const { json } = await single.call('GET /v1/changes');
    expect(listChanges.reply.parse(json)).toEqual({
      rows: [],
      total: 0,
      waiting: 0,
      position: single.log.head(),
    });
    await single.call('POST /v1/policies', { body: strict });
    const activate = `POST /v1/policies/${digestOf(strict)}/activate` as const;
    expect((await single.call(activate, { body: { reason } })).status).toBe(200);
    const put = (naive: number) => single.call('PUT /v1/flags', { body: { flags: shareOf(naive), reason } });
    expect((await put(2_000)).status).toBe(200);
    await expectProblem(put(3_000), 403, 'approval-needed');
  });
});
