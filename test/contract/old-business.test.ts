import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type FoundIncident, listIncidents, sealedBundle } from '../../services/contracts/http/incidents.ts';
import {
  getRegistry,
  type RegisteredModel,
  trainedModelName,
} from '../../services/contracts/http/registry.ts';
import { incidentBundle } from '../../services/contracts/incident-bundle.ts';
import { createSigner, makeSigningKey } from '../../services/platform/signing/signer.ts';
import { sealBundles } from '../../services/relish/launch/open-signing.ts';
import { aShop, establishedAt } from '../builders/a-shop.ts';
import { anOrder, daysAgo } from '../builders/an-order.ts';
import { smallPolicy } from '../builders/policies.ts';
import { aRecommenderSite, type RecommenderSite } from '../builders/recommender-service.ts';
import { relish } from './import-terminal.ts';

const ACCOUNTS = 60;
const signer = createSigner(makeSigningKey(), 'this test');

let site: RecommenderSite;
let folder = '';

const registered = async (): Promise<readonly RegisteredModel[]> => {
  const { json } = await site.call('GET /v1/models/registry', { as: 'analyst' });
  return getRegistry.reply.parse(json).models;
};
const openOnes = async (): Promise<readonly FoundIncident[]> => {
  const { json } = await site.call('GET /v1/incidents', { as: 'analyst' });
  return listIncidents.reply
    .parse(json)
    .incidents.filter((one): one is FoundIncident => one.kind === 'old-business' && !one.closed);
};
/** In the last week each regular takes two things home that nobody had before. */
const anotherMenu = (name: string) =>
  Array.from({ length: ACCOUNTS }, (_, account) =>
    anOrder(`${name}-${account}`)
      .by(establishedAt(account))
      .of(`new-${account % 5}`)
      .of(`new-${(account + 2) % 5}`)
      .placedAt(daysAgo(1 + (account % 5), (account % 20) - 11)),
  );

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'old-business-'));
  site = await aRecommenderSite(smallPolicy, { seal: sealBundles({ signer, trusted: signer.trusted }) });
  await site.append(aShop({ policy: smallPolicy, established: ACCOUNTS, items: 12 }));
  for (const name of trainedModelName.options)
    await site.call(`POST /v1/models/${name}/train`, { body: { reason: 'the old menu' } });
  while ((await registered()).some(({ live }) => live === undefined)) await setTimeout(20);
}, 60_000);
afterAll(async () => {
  await site[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

describe('a service whose models were trained on an old menu', () => {
  test('opens nothing before the menu changes', async () => {
    await site.look();
    expect(await openOnes()).toEqual([]);
  });

  test('opens an incident when another menu is taken home, however much of it is placed before', async () => {
    await site.append(anotherMenu('placed').flatMap((order) => order.cancelled().events));
    await site.look();
    expect(await openOnes()).toEqual([]);
    await site.append(anotherMenu('taken').flatMap((order) => order.fulfilled().events));
    await site.look();
    const [incident, ...more] = await openOnes();
    expect(more).toEqual([]);
    const [live] = (await registered()).filter(({ name }) => incident!.opened.reason.includes(name));
    expect(incident!.opened.reason).toContain(`artifact ${live!.live!.slice('sha256:'.length).slice(0, 8)}`);
    const models = incident!.facts.about.filter(({ what }) => what === 'model');
    expect(new Set(models.map(({ id }) => id))).toEqual(new Set(trainedModelName.options));
  });

  test('keeps a bundle from which the finding comes again elsewhere', async () => {
    const [incident] = await openOnes();
    const reply = await site.call(`GET /v1/incidents/${incident!.incidentId}/bundle`, { as: 'analyst' });
    const { window } = incidentBundle.parse(JSON.parse(sealedBundle.parse(reply.json).content));
    expect(window.business?.map(({ artifact }) => artifact).sort()).toEqual(
      (await registered()).map(({ live }) => live).sort(),
    );
    const file = path.join(folder, 'bundle.json');
    await writeFile(file, JSON.stringify(reply.json));
    const { code, out } = await relish(['replay', file, '--key', signer.keyId], {
      environment: { RELISH_DATA: folder },
    });
    expect(out).toContain('The finding comes again.');
    expect(code).toBe(0);
  });
});
