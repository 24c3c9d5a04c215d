import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { getBehaviours, runBehavioursNow } from '../../services/contracts/http/behaviours.ts';
import { type FoundIncident, listIncidents, sealedBundle } from '../../services/contracts/http/incidents.ts';
import { incidentBundle } from '../../services/contracts/incident-bundle.ts';
import { createSigner, makeSigningKey } from '../../services/platform/signing/signer.ts';
import type { Model } from '../../services/recommender/models/model.ts';
import { models } from '../../services/recommender/models/models.ts';
import { sealBundles } from '../../services/relish/launch/open-signing.ts';
import { runRelish } from '../../services/relish/cli/run-relish.ts';
import { aShop, establishedAt, itemAt } from '../builders/a-shop.ts';
import { TODAY } from '../builders/an-order.ts';
import { smallPolicy } from '../builders/policies.ts';
import { ask, expectProblem, statusOf, took } from '../builders/recommender-client.ts';
import { aRecommenderSite, type RecommenderSite } from '../builders/recommender-service.ts';

const MINUTE = 60_000;
const ACCOUNTS = 40;
const reason = 'we know it, and it is mended';
const signer = createSigner(makeSigningKey(), 'this test');

let site: RecommenderSite;
let folder = '';
let now = Date.parse(`${TODAY}T20:00:00Z`);
/** What is wrong with the model that is served as `peers`. */
let fault: 'none' | 'the same for everybody' | 'another model' = 'none';

const { peers } = models;
const faulty: Model = {
  ...peers,
  score(input, subject) {
    if (fault === 'none') return peers.score(input, subject);
    const right = peers.score(input, fault === 'another model' ? subject : {});
    if (fault !== 'another model') return { ...right, basis: 'peers' };
    return { ...right, own: undefined };
  },
};

beforeAll(async () => {
  // The registry itself: so it is served in every way in which models are.
  Object.assign(models, { peers: faulty });
  folder = await mkdtemp(path.join(tmpdir(), 'bundles-'));
  const seal = sealBundles({ signer, trusted: signer.trusted });
  site = await aRecommenderSite(smallPolicy, { now: () => now, seal });
  await site.append(aShop({ policy: smallPolicy, established: ACCOUNTS, newcomers: 3, items: 20 }));
  await statusOf(site);
});
afterAll(async () => {
  Object.assign(models, { peers });
  await site[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

const incidents = async () =>
  listIncidents.reply.parse((await site.call('GET /v1/incidents', { as: 'analyst' })).json).incidents;
const open = async (kind: string): Promise<FoundIncident | undefined> =>
  (await incidents()).find(
    (one): one is FoundIncident => one.kind === kind && one.kind !== 'bad-records' && !one.closed,
  );
const close = (incidentId: string) =>
  site.call(`POST /v1/incidents/${incidentId}/close`, { body: { reason } });
/** Each account looks at its list; the clock goes on. */
const everybodyLooks = async (accounts = ACCOUNTS) => {
  for (let account = 0; account < accounts; account++) {
    now += 1_000;
    await ask(site, `/v1/recommendations?accountId=${establishedAt(account)}`);
  }
};
const bundleOf = async (incidentId: string) => {
  const reply = await site.call(`GET /v1/incidents/${incidentId}/bundle`, { as: 'analyst' });
  expect(reply.status).toBe(200);
  return sealedBundle.parse(reply.json);
};
const relish = async (...words: readonly string[]) => {
  const [out, err] = [new PassThrough(), new PassThrough()];
  const environment = { RELISH_DATA: folder };
  const stop = new AbortController().signal;
  const code = await runRelish(words, { stdin: Readable.from([]), out, err, environment, stop });
  out.end();
  err.end();
  return { code, out: await text(out), err: await text(err) };
};

describe('a model that is up, fast and wrong', () => {
  test('opens nothing while it is right', async () => {
    for (let round = 0; round < 2; round++) {
      await everybodyLooks();
      await site.look();
      now += 61 * MINUTE;
    }
    expect(await incidents()).toEqual([]);
    const kept = await site.call('GET /v1/behaviours', { as: 'analyst' });
    const { lastRun, documents } = getBehaviours.reply.parse(kept.json);
    expect(lastRun?.results.map(({ holds }) => holds)).toEqual(documents.map(() => true));
    expect(lastRun?.results.every(({ cases }) => cases > 0)).toBe(true);
  });

  test('gives everybody the same: within 50 requests an incident is open, and holds nothing', async () => {
    fault = 'the same for everybody';
    await everybodyLooks();
    await site.look();
    const found = await open('default-for-everybody');
    expect(found).toMatchObject({
      facts: { severity: 'page', figures: [{ limit: 0.8 }, { now: ACCOUNTS }] },
      opened: { author: { id: 'relish', role: 'service' }, reason: expect.stringMatching(/very same list/) },
    });
    expect((await statusOf(site)).held).toBeUndefined();
    const kinds = (await incidents()).map(({ kind }) => kind);
    // The next looks find the same and open nothing twice.
    await site.look();
    await site.look();
    const later = (await incidents()).map(({ kind }) => kind);
    expect(new Set(later).size).toBe(later.length);
    expect(later).toEqual(expect.arrayContaining(kinds));
  });

  test('leaves a bundle that is replayed without the service, and refused once a byte is another', async () => {
    const { incidentId } = (await open('default-for-everybody'))!;
    const sealed = await bundleOf(incidentId);
    const bundle = incidentBundle.parse(JSON.parse(sealed.content));
    expect(bundle).toMatchObject({
      incidentId,
      kind: 'default-for-everybody',
      policy: { content: smallPolicy },
    });
    expect(bundle.answers).toHaveLength(ACCOUNTS);
    expect(bundle.window.recent).toHaveLength(ACCOUNTS);
    const file = path.join(folder, 'bundle.json');
    await writeFile(file, JSON.stringify(sealed));
    fault = 'none';
    const replayed = await relish('replay', file, '--key', signer.keyId);
    expect(replayed.out).toMatch(/The finding comes again\./);
    // The accused process had another model than the code that replays it: that is told, and by how much.
    expect(replayed.out).toMatch(
      new RegExp(`[0-9]+ of ${ACCOUNTS} answers come out as the service gave them`),
    );
    expect(replayed.code).toBe(1);

    expect(await relish('replay', folder, '--key', signer.keyId)).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^✗.*EISDIR/),
    });
    expect(await relish('replay', file)).toMatchObject({ code: 1, err: expect.stringMatching(/--key/) });
    const stranger = createSigner(makeSigningKey(), 'this test').keyId;
    expect(await relish('replay', file, '--key', stranger)).toMatchObject({ code: 1 });
    await writeFile(file, JSON.stringify({ ...sealed, content: sealed.content.replace('e-1', 'e-2') }));
    expect(await relish('replay', file, '--key', signer.keyId)).toMatchObject({
      code: 1,
      err: expect.stringMatching(/not what was signed/),
    });
    await expectProblem(site.call('GET /v1/incidents/nobody/bundle'), 404, 'no-bundle');
  });

  test('is over for Relish ten minutes after it was seen last, or by a person’s word', async () => {
    fault = 'none';
    await everybodyLooks();
    const { incidentId } = (await open('default-for-everybody'))!;
    expect((await close(incidentId)).status).toBe(200);
    await expectProblem(close(incidentId), 409, 'incident-closed');
    await expectProblem(
      site.call(`POST /v1/incidents/${incidentId}/close`, { as: 'analyst', body: { reason } }),
      403,
    );
    await site.look();
    expect(await open('default-for-everybody')).toBeUndefined();
    for (let look = 0; look < 20; look++) {
      now += MINUTE;
      await site.look();
    }
    const all = await incidents();
    expect(all.filter(({ closed }) => !closed)).toEqual([]);
    expect(all.map(({ closed }) => closed?.author.id)).toContain('relish');
  });

  test('is another one after a restart: recorded answers don’t come out again', async () => {
    await site.ingest(took(establishedAt(0), itemAt(1)));
    await statusOf(site);
    await everybodyLooks(10);
    now += 61 * MINUTE;
    fault = 'another model';
    await site.restart();
    await site.look();
    const found = await open('wrong-artifact');
    expect(found?.facts.figures[0]).toMatchObject({ name: 'answers that differ' });
    fault = 'none';
  });

  test('breaks a statement that somebody has made: the first item must be shown to nobody', async () => {
    fault = 'none';
    const run = await site.call('POST /v1/behaviours/run', { as: 'analyst', body: {} });
    expect(runBehavioursNow.reply.parse(run.json).results.every(({ holds }) => holds)).toBe(true);
    const statement = {
      ...{ id: 'dead', kind: 'never-listed', itemId: itemAt(0), top: 5, tolerance: 0 },
      statement: 'Nobody is shown the first item',
    };
    const casesOf = async (itemId: string) => {
      const documents = [{ ...statement, itemId }];
      const tried = await site.call('POST /v1/behaviours/run', { body: { documents } });
      return runBehavioursNow.reply.parse(tried.json).results[0]?.cases;
    };
    expect(await casesOf(itemAt(0))).toBeGreaterThan(0);
    // Nobody has heard of it: that nobody is shown it says nothing.
    expect(await casesOf('no-such-item')).toBe(0);
    const body = { documents: [statement], reason: 'it was taken off the menu' };
    await expectProblem(site.call('PUT /v1/behaviours', { as: 'analyst', body }), 403);
    const twice = { ...body, documents: [statement, statement] };
    await expectProblem(site.call('PUT /v1/behaviours', { body: twice }), 400);
    expect((await site.call('PUT /v1/behaviours', { body })).status).toBe(200);
    for (let look = 0; look < 12; look++) await site.look();
    expect(await open('behaviour')).toMatchObject({
      facts: { about: [{ what: 'statement', id: 'dead' }, { what: 'account' }] },
    });
    fault = 'none';
  });
});
