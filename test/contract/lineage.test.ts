import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { getDryRun, proposePolicy } from '../../services/contracts/http/policies.ts';
import { getStatus } from '../../services/contracts/http/overview.ts';
import { getRegistry } from '../../services/contracts/http/registry.ts';
import { type RunEvent, runEvent } from '../../services/contracts/open-lineage.ts';
import { readConfig } from '../../services/platform/config/config.ts';
import { createFileTransport } from '../../services/platform/lineage/file-transport.ts';
import { defaultPolicy } from '../../services/recommender/integrity/policy.ts';
import { launch, type Relish } from '../../services/relish/launch/launch.ts';
import { aShop } from '../builders/a-shop.ts';
import { anOrder } from '../builders/an-order.ts';
import { type LineageReceiver, startLineageReceiver } from '../builders/lineage-receiver.ts';
import { relish } from './import-terminal.ts';

const KEY = 'a-key-that-nobody-else-may-see';
const ADMIN = 'an-admin-token-of-a-test';
const policy = { ...defaultPolicy, votes: { ...defaultPolicy.votes, budget: 7_000_000 } };

let folder: string;
let receiver: LineageReceiver;
let running: Relish;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relish-lineage-'));
  receiver = await startLineageReceiver();
});
afterEach(async () => {
  await running[Symbol.asyncDispose]();
  await receiver[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

const data = () => join(folder, 'data');
const environmentOf = (more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({
  ...{ RELISH_DATA: data(), RELISH_DEMO: 'off', RELISH_LOG_LEVEL: 'silent', PORT: '0' },
  RELISH_ADMIN_TOKEN: ADMIN,
  ...more,
});
const open = async (more?: NodeJS.ProcessEnv) => {
  running = await launch(readConfig(environmentOf(more)));
};
const told = { OPENLINEAGE_API_KEY: KEY };

const call = async (method: 'GET' | 'POST', path: string, body?: unknown): Promise<unknown> => {
  const response = await fetch(`${running.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${ADMIN}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  expect(response.status).toBeLessThan(300);
  return response.json();
};
/** Imports a file by the command line. */
const importFile = async (more: NodeJS.ProcessEnv = {}, lines = orders(20)) => {
  const path = join(folder, 'orders.ndjson');
  await writeFile(path, lines);
  const environment = { RELISH_URL: running.url, RELISH_DATA: data(), ...more };
  return relish(['import', path], { environment });
};
const linesOf = (events: readonly object[]): string =>
  events.map((event) => `${JSON.stringify(event)}\n`).join('');
const orders = (count: number): string =>
  linesOf(
    Array.from(
      { length: count },
      (_, index) => anOrder(`o-${index}`).by(`a-${index}`).of('i-1').fulfilled().events,
    ).flat(),
  );
/** Imports what is folded when this resolves. */
const importFolded = async (lines: string) => {
  await importFile({}, lines);
  const status = async () => getStatus.reply.parse(await call('GET', '/v1/status'));
  while ((await status()).lag > 0) await setTimeout(10);
};
const train = () => call('POST', '/v1/models/ease/train', { reason: 'to tell of it' });
const dryRun = async () => {
  const { digest } = proposePolicy.reply.parse(await call('POST', '/v1/policies', policy));
  await call('POST', `/v1/policies/${digest}/dry-run`);
  const state = async () => getDryRun.reply.parse(await call('GET', `/v1/policies/${digest}/dry-run`));
  while ((await state()).state === 'running') await setTimeout(10);
  const run = await state();
  if (run.state !== 'done') throw new Error('the dry run failed');
  return { digest, report: run.report, position: run.position };
};
const kinds = (events: readonly RunEvent[]) => events.map(({ eventType }) => eventType);

describe('a receiver of OpenLineage', () => {
  it('hears of each import: the file by its digest, and up to where it went on the log', async () => {
    await open();
    const { code } = await importFile({ OPENLINEAGE_URL: receiver.url, ...told });
    expect(code).toBe(0);
    const [start, complete] = await receiver.until(2, 'import.cloudevents');
    expect(kinds([start!, complete!])).toEqual(['START', 'COMPLETE']);
    expect(complete!.run.runId).toBe(start!.run.runId);
    const digest = createHash('sha256').update(orders(20)).digest('hex');
    expect(complete).toMatchObject({
      inputs: [
        {
          namespace: 'file',
          name: 'orders.ndjson',
          facets: { version: { datasetVersion: `sha256:${digest}` } },
          inputFacets: { dataQualityMetrics: { rowCount: 40, bytes: orders(20).length } },
        },
      ],
      outputs: [
        {
          namespace: 'relish',
          name: 'log/0000000000000000-0000000000000040',
          facets: { relish_delivery: { accepted: 40, duplicates: 0, refused: 0 } },
          outputFacets: { outputStatistics: { rowCount: 40 } },
        },
      ],
    });
    expect(receiver.keys).toEqual([`Bearer ${KEY}`, `Bearer ${KEY}`]);
  });

  it('hears of each re-assessment, tried or in force, with the fingerprint of what came of it', async () => {
    await open({ OPENLINEAGE_URL: `${receiver.url}/`, OPENLINEAGE_NAMESPACE: 'a-shop', ...told });
    await importFile();
    const { digest, report, position } = await dryRun();
    const [start, complete] = await receiver.until(2, 'recommender.reassess');
    expect(kinds([start!, complete!])).toEqual(['START', 'COMPLETE']);
    expect(start).toMatchObject({
      job: { namespace: 'a-shop' },
      inputs: [{ name: `log/0000000000000000-${position}` }],
      run: { facets: { relish_policy: { after: digest, isDryRun: true } } },
    });
    expect(complete).toMatchObject({
      run: { facets: { relish_policy: { before: report.policies.before, after: digest } } },
      outputs: [
        {
          name: `assessments/${digest}/${position}`,
          facets: {
            version: { datasetVersion: report.digests.after },
            relish_fingerprint: { digest: report.fingerprints.after.digest },
          },
        },
      ],
    });
    expect(complete!.run.facets!['processing_engine']).toMatchObject({
      version: expect.stringMatching(/^\d+\.\d+\.\d+(\+[0-9a-f]{12})?$/),
    });

    await call('POST', `/v1/policies/${digest}/activate`, { reason: 'the smaller budget is enough' });
    const activation = (await receiver.until(4, 'recommender.reassess')).slice(2);
    expect(kinds(activation)).toEqual(['START', 'COMPLETE']);
    expect(activation[1]).toMatchObject({
      run: { facets: { relish_policy: { before: report.policies.before, after: digest, isDryRun: false } } },
      outputs: [
        {
          name: `assessments/${digest}/0000000000000041`,
          facets: {
            version: { datasetVersion: report.digests.after },
            relish_fingerprint: { digest: report.fingerprints.after.digest },
            dataQualityMetrics: { rowCount: 20 },
          },
        },
      ],
    });
  });

  it('hears of each training: the frozen votes by their digest and fingerprint, and the artifact by its own', async () => {
    await open({ OPENLINEAGE_URL: receiver.url });
    await importFolded(linesOf(aShop()));
    await train();
    const [start, complete] = await receiver.until(2, 'recommender.train.ease');
    expect(kinds([start!, complete!])).toEqual(['START', 'COMPLETE']);
    expect(complete!.run.runId).toBe(start!.run.runId);
    const { models } = getRegistry.reply.parse(await call('GET', '/v1/models/registry'));
    const { provenance } = models.find(({ name }) => name === 'ease')!.artifacts[0]!;
    const { training, fingerprint, parameters } = provenance!;
    expect(complete).toMatchObject({
      run: { facets: { relish_training: { reason: provenance!.reason } } },
      inputs: [
        { name: `log/0000000000000000-${training.asOf}` },
        {
          name: `training-sets/${training.policy}/${training.asOf}`,
          facets: {
            version: { datasetVersion: training.trainingSet },
            relish_fingerprint: { digest: fingerprint.digest },
          },
          inputFacets: { dataQualityMetrics: { rowCount: fingerprint.entries } },
        },
      ],
      outputs: [
        {
          name: `models/ease/${training.artifact.slice('sha256:'.length)}.bin`,
          facets: {
            version: { datasetVersion: training.artifact },
            relish_model: { name: 'ease', version: training.version, parameters },
          },
          outputFacets: { outputStatistics: { size: training.bytes } },
        },
      ],
    });
  });

  it('hears why a training failed', async () => {
    await open({ OPENLINEAGE_URL: receiver.url });
    await importFolded(orders(20));
    await train();
    const events = await receiver.until(2, 'recommender.train.ease');
    expect(kinds(events)).toEqual(['START', 'FAIL']);
    expect(events[1]).toMatchObject({
      inputs: [{ name: 'log/0000000000000000-0000000000000040' }],
      outputs: [],
      run: { facets: { errorMessage: { message: expect.stringContaining('nothing to learn from') } } },
    });
  });

  it('that is away, or wants nothing, delays and fails nothing, and hears the rest when it is back', async () => {
    receiver.answer(503);
    await open({ OPENLINEAGE_URL: receiver.url });
    expect((await importFile({ OPENLINEAGE_URL: 'http://127.0.0.1:9' })).code).toBe(0);
    await dryRun();
    while (receiver.asked() < 2) await setTimeout(10);
    expect(receiver.events).toEqual([]);
    receiver.answer(200);
    expect(kinds(await receiver.until(2, 'recommender.reassess'))).toEqual(['START', 'COMPLETE']);
  });

  it('hears why an import failed', async () => {
    await open();
    const { code } = await importFile({ OPENLINEAGE_URL: receiver.url, RELISH_URL: 'http://127.0.0.1:9' });
    expect(code).toBe(1);
    const events = await receiver.until(2, 'import.cloudevents');
    expect(kinds(events)).toEqual(['START', 'FAIL']);
    expect(events[1]!.outputs).toEqual([]);
  });
});

describe('without a receiver', () => {
  const readLines = async (file: string) =>
    (await readFile(file, 'utf8'))
      .trimEnd()
      .split('\n')
      .map((line) => runEvent.parse(JSON.parse(line)));

  it('lineage lies in the data folder, for its owner alone, whoever told it', async () => {
    await open();
    await importFile();
    await dryRun();
    await running[Symbol.asyncDispose]();
    const file = join(data(), 'lineage.ndjson');
    expect((await readLines(file)).map(({ job, eventType }) => `${job.name} ${eventType}`)).toEqual([
      'import.cloudevents START',
      'import.cloudevents COMPLETE',
      'recommender.reassess START',
      'recommender.reassess COMPLETE',
    ]);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('a file makes room when it is large, and the one before stays beside it', async () => {
    await open();
    await importFile();
    const [event] = await readLines(join(data(), 'lineage.ndjson'));
    const file = join(folder, 'lineage');
    const transport = createFileTransport(file, 10);
    const never = new AbortController().signal;
    for (let sent = 0; sent < 3; sent++) await transport.send(event!, never);
    expect([await readLines(file), await readLines(`${file}.1`)]).toEqual([[event], [event]]);
  });
});
