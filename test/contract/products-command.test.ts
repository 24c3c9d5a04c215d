import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RelishEvent } from '../../services/contracts/events.ts';
import { getContract, listProducts, productId } from '../../services/contracts/http/products.ts';
import { openEmbeddedEventLog } from '../../services/platform/event-log/embedded-event-log.ts';
import { openFileObjectStore } from '../../services/platform/object-store/file-object-store.ts';
import { exposureOf } from '../../services/recommender/answers/exposures.ts';
import { AT, exposures, shop } from '../builders/a-published-shop.ts';
import { archive, aSigner } from '../builders/an-archive.ts';
import { expectProblem, took } from '../builders/recommender-client.ts';
import { aRecommenderSite } from '../builders/recommender-service.ts';
import { relish } from './import-terminal.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relish-products-'));
});
afterAll(() => rm(folder, { recursive: true }));

const entriesOf = (events: readonly RelishEvent[]) =>
  events.map((event, index) => ({ sequence: index + 1, text: JSON.stringify(event) }));

describe('relish products check', () => {
  const dataWith = async (name: string, events: readonly RelishEvent[]): Promise<string> => {
    const data = join(folder, name);
    await using log = await openEmbeddedEventLog({ folder: join(data, 'log') });
    await log.append(events);
    return data;
  };

  it('reads the log as it is, says that all is kept, and keeps what was checked', async () => {
    const data = await dataWith('good', [...shop, ...exposures]);
    const to = join(folder, 'kept');
    await mkdir(to);
    // Of a longer log, from before; and what isn't ours.
    for (const name of ['events-1.parquet', 'notes.txt']) await writeFile(join(to, name), 'old');
    const { code, out } = await relish(['products', 'check', '--data', data, '--to', to, '--at', AT]);
    expect(out).toMatch(
      /^✓ log: all \d+ rules hold\n✓ assessments: all \d+ rules hold\n✓ recommendations: all \d+/,
    );
    expect(code).toBe(0);
    expect((await readdir(to)).sort()).toEqual(['assessments-0.parquet', 'events-0.parquet', 'notes.txt']);
  });

  it('names what is broken, as text and as JSON, and ends with 1', async () => {
    const [first, ...others] = exposures;
    const { question, answer } = first!.data;
    const worse = { ...answer, certificate: { ...answer.certificate, set: 3, waived: true } };
    const data = await dataWith('bad', [...shop, exposureOf(question, worse, first!.time), ...others]);
    const bad = await relish(['products', 'check', '--data', data, '--at', AT]);
    expect(bad.code).toBe(1);
    expect(bad.out).toMatch(
      /✗ recommendations: 1 of \d+ rules are broken\n {4}recommendations: a new shop promises nothing \(1\)/,
    );
    const json = await relish(['products', 'check', '--data', data, '--at', AT, '--json']);
    expect(JSON.parse(json.out)).toMatchObject([
      { id: 'log', broken: [] },
      { id: 'assessments', broken: [] },
      { id: 'recommendations', broken: [{ rule: 'a new shop promises nothing', value: 1 }] },
    ]);
  });

  it('reads whole segments of an archive, and assesses what is there', async () => {
    const data = join(folder, 'archived');
    const store = await openFileObjectStore({ folder: join(data, 'objects') });
    const signer = aSigner();
    const entries = entriesOf([...shop, ...exposures]);
    const size = { events: 10, bytes: 1_000_000 };
    await archive({ entries, size, store, signer, stream: 'stand' });
    const environment = { RELISH_DATA: data, RELISH_TRUSTED_KEYS: signer.keyId };
    const to = join(folder, 'kept-of-archive');
    const words = ['products', 'check', '--archive', '--at', AT, '--to', to];
    const { code, out } = await relish(words, { environment });
    expect(out).toMatch(
      /^✓ log: all \d+ rules hold\n✓ assessments: all \d+ rules hold\n✓ recommendations: all \d+ rules hold\n$/,
    );
    expect(code).toBe(0);
    expect((await readdir(to)).sort()).toEqual(['assessments-0.parquet', 'events-0.parquet']);
    // By nobody whom we trust it isn't read.
    const distrusting = { environment: { ...environment, RELISH_TRUSTED_KEYS: aSigner().keyId } };
    expect(await relish(words, distrusting)).toMatchObject({ code: 1, out: '' });
  });

  it('reads an archive of two streams as the one log that they are, up to where both are there', async () => {
    const data = join(folder, 'two');
    const store = await openFileObjectStore({ folder: join(data, 'objects') });
    const signer = aSigner();
    const environment = { RELISH_DATA: data, RELISH_TRUSTED_KEYS: signer.keyId };
    const [first] = exposures;
    const { question, answer } = first!.data;
    const certificate = { ...answer.certificate, set: 3, waived: true };
    const bad = exposureOf(question, { ...answer, requestId: 'r-bad', certificate }, first!.time);
    const late = took('late', 'i-0', 0);
    const log = entriesOf([...shop, ...exposures, late[0]!, bad, late[1]!]);
    const isOfStand = (sequence: number): boolean =>
      sequence <= shop.length || [late.length, 0].includes(log.length - sequence);
    const keep = async (stream: string, upTo: number) => {
      const entries = log.filter(({ sequence }) => isOfStand(sequence) === (stream === 'stand'));
      const size = { events: 1, bytes: 1_000_000 };
      await archive({ entries, size, store, signer, stream, upTo });
    };
    const check = () => relish(['products', 'check', '--archive', '--at', AT], { environment });
    await keep('recommender', log.length);
    await keep('stand', log.length - 1);
    expect((await check()).out).toMatch(/✓ recommendations/);
    await keep('stand', log.length);
    const { code, out } = await check();
    expect(out).toMatch(
      /✓ log: .*\n✓ assessments: .*\n✗ recommendations: 1 of .*\n.*a new shop promises nothing/,
    );
    expect(code).toBe(1);
  });

  it('says what it needs', async () => {
    expect(await relish(['products'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('products check'),
    });
    expect((await relish(['products', 'check', '--at', 'noon'])).code).toBe(2);
    expect((await relish(['products', 'check', '--archive', '--data', 'x'])).code).toBe(2);
    expect((await relish(['products', 'check', '--stream', 'stand'])).code).toBe(2);
    expect((await relish(['products', 'check', '--data', join(folder, 'nowhere')])).err).toMatch(
      /RELISH_DATA/,
    );
  });
});

describe('over HTTP', () => {
  it('the product names its ports, and each has its contract', async () => {
    await using site = await aRecommenderSite();
    const product = listProducts.reply.parse((await site.call('GET /v1/products', { as: 'service' })).json);
    expect(product.outputPorts.map(({ contractId }) => contractId)).toEqual([...productId.options]);
    for (const { contractId, version } of product.outputPorts) {
      const reply = await site.call(`GET /v1/products/${contractId}/contract`, { as: 'analyst' });
      expect(getContract.reply.parse(reply.json)).toMatchObject({ id: contractId, version });
    }
    await expectProblem(site.call('GET /v1/products/menu/contract', { as: 'analyst' }), 400);
    await expectProblem(site.call('GET /v1/products', { as: 'customer' }), 403);
  });
});
