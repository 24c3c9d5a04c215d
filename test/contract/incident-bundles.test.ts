import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { listIncidents, type SealedBundle, sealedBundle } from '../../services/contracts/http/incidents.ts';
import { listModels } from '../../services/contracts/http/rendezvous.ts';
import { incidentBundle } from '../../services/contracts/incident-bundle.ts';
import { defaultFlags, MODEL_FLAG } from '../../services/platform/flags/default-flags.ts';
import { createSigner, makeSigningKey } from '../../services/platform/signing/signer.ts';
import { sealBundles } from '../../services/relish/launch/open-signing.ts';
import { aShop, establishedAt, itemAt } from '../builders/a-shop.ts';
import { smallPolicy } from '../builders/policies.ts';
import { ask, statusOf } from '../builders/recommender-client.ts';
import { aRecommenderSite, type RecommenderSite } from '../builders/recommender-service.ts';
import { relish } from './import-terminal.ts';

const ACCOUNTS = 12;
const TRAINED = 'cooccurrence';
const reason = 'to see what a bundle has of it';
const signer = createSigner(makeSigningKey(), 'this test');

let site: RecommenderSite;
let folder = '';
let sealed: SealedBundle;

const isLive = async (): Promise<boolean> => {
  const { models } = listModels.reply.parse((await site.call('GET /v1/models', { as: 'analyst' })).json);
  return models.some(({ model, state }) => model.name === TRAINED && state.is === 'live');
};

/** Everybody is given what a trained model says, and a statement doesn't hold of it. */
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'bundles-'));
  site = await aRecommenderSite(smallPolicy, { seal: sealBundles({ signer, trusted: signer.trusted }) });
  await site.append(aShop({ policy: smallPolicy, established: ACCOUNTS, items: 8 }));
  await site.call(`POST /v1/models/${TRAINED}/train`, { body: { reason } });
  while (!(await isLive())) await setTimeout(20);
  const flag = { ...defaultFlags[MODEL_FLAG]!, variants: { [TRAINED]: TRAINED }, defaultVariant: TRAINED };
  const flags = { ...defaultFlags, [MODEL_FLAG]: flag };
  expect((await site.call('PUT /v1/flags', { body: { flags, reason } })).status).toBe(200);
  const documents = Array.from({ length: 8 }, (_, item) => ({
    ...{ id: `dead-${item}`, statement: `Nobody is shown ${item}`, kind: 'never-listed' },
    ...{ itemId: itemAt(item), top: 5, tolerance: 0 },
  }));
  expect((await site.call('PUT /v1/behaviours', { body: { documents, reason } })).status).toBe(200);
  for (let account = 0; account < ACCOUNTS; account++)
    await ask(site, `/v1/recommendations?accountId=${establishedAt(account)}`);
  await statusOf(site);
  await site.look();
  const { json } = await site.call('GET /v1/incidents', { as: 'analyst' });
  const [incident] = listIncidents.reply.parse(json).incidents;
  const bundle = await site.call(`GET /v1/incidents/${incident!.incidentId}/bundle`, { as: 'analyst' });
  sealed = sealedBundle.parse(bundle.json);
}, 60_000);
afterAll(async () => {
  await site[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

const replayed = async (bundle: SealedBundle) => {
  const file = path.join(folder, 'bundle.json');
  await writeFile(file, JSON.stringify(bundle));
  return relish(['replay', file, '--key', signer.keyId], { environment: { RELISH_DATA: folder } });
};

test('a trained model’s answers are replayed from the artifact that is in the bundle', async () => {
  const { answers, artifacts } = incidentBundle.parse(JSON.parse(sealed.content));
  expect(answers).toHaveLength(ACCOUNTS);
  expect(new Set(answers.map(({ now }) => now.model.name))).toEqual(new Set([TRAINED]));
  expect(artifacts).toMatchObject([
    { name: TRAINED, digest: answers[0]!.now.model.digest, isLeftOut: false },
  ]);
  const { code, out } = await replayed(sealed);
  expect(out).toContain('The finding comes again.');
  expect(out).toContain(`${ACCOUNTS} of ${ACCOUNTS} answers come out as the service gave them`);
  expect(code).toBe(0);
});

test('an artifact that is another one, or gone, is refused before anything is loaded from it', async () => {
  const [digest = '', artifact = ''] = Object.entries(sealed.artifacts ?? {})[0] ?? [];
  const bytes = Buffer.from(artifact, 'base64');
  bytes[bytes.length - 1]! ^= 1;
  for (const artifacts of [{ [digest]: bytes.toString('base64') }, {}])
    expect(await replayed({ ...sealed, artifacts })).toMatchObject({
      code: 1,
      err: expect.stringMatching(/artifact sha256:[0-9a-f]+ is not what was signed/),
    });
});
