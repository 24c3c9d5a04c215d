import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { EVENT_BATCH, ingestResult, ONE_EVENT } from '../../services/contracts/http/ingest.ts';
import { defaultFlags } from '../../services/platform/flags/default-flags.ts';
import { anOrder } from '../builders/an-order.ts';
import { aShop } from '../builders/a-shop.ts';
import { ask, expectProblem, idsOf, statusOf, took } from '../builders/recommender-client.ts';
import { aRecommenderSite, type RecommenderSite } from '../builders/recommender-service.ts';
import { shuffled } from '../builders/seeded.ts';

let site: RecommenderSite;
beforeAll(async () => {
  site = await aRecommenderSite();
});
afterAll(async () => {
  await site[Symbol.asyncDispose]();
});

/** A position that no log of this test ever reaches. */
const BEYOND = '9'.repeat(16);

const send = (body: unknown, contentType: string = EVENT_BATCH) =>
  site.call('POST /v1/events', { as: 'service', body, headers: { 'content-type': contentType } });
const ingested = async (events: readonly unknown[]) => ingestResult.parse((await send(events)).json);

describe('ingest', () => {
  test('takes one event, or a batch, and says what it did with each', async () => {
    const [placed, fulfilled] = took('in-1', 'in-a');
    expect((await send(placed, ONE_EVENT)).status).toBe(202);
    const [other] = took('in-2', 'in-a');
    const result = await ingested([placed, fulfilled, fulfilled, other]);
    expect(result).toEqual({ accepted: 2, duplicates: 2, rejected: [], position: site.log.head() });
    expect(await ingested([])).toMatchObject({ accepted: 0, duplicates: 0 });
  });

  test('counts what was sent twice once, and takes another event under an id of another source', async () => {
    const [placed, fulfilled] = took('twice', 'in-b');
    await ingested([placed, fulfilled]);
    const before = await statusOf(site);
    const again = await ingested([fulfilled, placed]);
    expect(again).toMatchObject({ accepted: 0, duplicates: 2 });
    const after = await statusOf(site);
    expect([after.digest, after.events]).toEqual([before.digest, before.events]);
    expect(await ingested([{ ...fulfilled, source: '/elsewhere' }])).toMatchObject({ accepted: 1 });
    expect((await statusOf(site)).digest).toBe(before.digest);
    // Half a surrogate pair is no reason to take one id for another.
    const odd = ['\ud800', '\ud801', '�'].map((id) => ({ ...fulfilled, id }));
    expect(await ingested(odd)).toMatchObject({ accepted: 3, duplicates: 0 });
  });

  test('never lets one bad event cost its neighbours', async () => {
    const [placed, fulfilled] = took('neighbour', 'in-c');
    const result = await ingested([
      placed,
      'garbage',
      { ...placed, id: 'x-1', type: 'order.unheard-of' },
      { ...placed, id: 'x-2', time: '2026-11-20T22:05:01Z' },
      { ...placed, id: 'x-3', data: {} },
      null,
      fulfilled,
      {
        ...placed,
        id: 'x-4',
        type: 'account.quarantined',
        data: { accountId: 'neighbour', reason: 'because' },
      },
    ]);
    expect(result.accepted).toBe(2);
    expect(
      result.rejected.map(({ index, problem: { status: code, code: name } }) => [index, code, name]),
    ).toEqual([
      [1, 422, 'not-an-event'],
      [2, 422, 'unknown-event-type'],
      [3, 422, 'event-in-future'],
      [4, 422, 'invalid-event'],
      [5, 422, 'not-an-event'],
      [7, 422, 'unknown-event-type'],
    ]);
    expect((await ask(site, `/v1/popular?minPosition=${result.position}&limit=100`)).items).toContainEqual(
      expect.objectContaining({ itemId: 'in-c' }),
    );
  });

  test('takes what comes late, out of order, or about an order that nobody knows', async () => {
    const [placed, fulfilled] = took('late', 'in-d', 40);
    expect(await ingested([fulfilled])).toMatchObject({ accepted: 1 });
    expect(idsOf(await ask(site, `/v1/popular?limit=100&minPosition=${site.log.head()}`))).not.toContain(
      'in-d',
    );
    await ingested([placed]);
    expect(idsOf(await ask(site, `/v1/popular?limit=100&minPosition=${site.log.head()}`))).toContain('in-d');
    const unknown = anOrder('unknown').by('late').refunded().events;
    expect(await ingested(unknown)).toMatchObject({ accepted: 1 });
  });

  test('refuses a single bad event with its problem', async () => {
    const [placed] = took('single', 'in-e');
    const one = (event: unknown) => send(event, ONE_EVENT);
    await expectProblem(one({ ...placed, type: 'nothing' }), 422, 'unknown-event-type');
    await expectProblem(one({ ...placed, time: '2027-01-01T00:00:00Z' }), 422, 'event-in-future');
    await expectProblem(one([placed]), 422, 'not-an-event');
    const { errors } = await expectProblem(one({ ...placed, data: { orderId: '' } }), 422, 'invalid-event');
    expect(errors?.map(({ path }) => path)).toContain('data.orderId');
  });

  test('refuses what it cannot read, or what is too much, and takes none of it', async () => {
    const before = site.log.head();
    const many = Array.from({ length: 1_001 }, (_, index) => ({
      ...took('many', 'in-f')[0],
      id: `m-${index}`,
    }));
    await expectProblem(send(many), 413, 'batch-too-large');
    await expectProblem(send('{"specversion":', ONE_EVENT), 400, 'not-json');
    await expectProblem(send('[', EVENT_BATCH), 400, 'not-json');
    await expectProblem(send({}, EVENT_BATCH), 400, 'not-a-batch');
    await expectProblem(send(`["${'x'.repeat(9 * 1024 * 1024)}"]`), 413);
    for (const type of ['application/json', 'text/plain', 'application/x-www-form-urlencoded']) {
      await expectProblem(send('{}', type), 415, 'unsupported-media-type');
    }
    expect(site.log.head()).toBe(before);
    expect(await ingested(many.slice(0, 1_000))).toMatchObject({ accepted: 1_000 });
  });

  test('keeps where an order came from as hashes only', async () => {
    const [placed] = anOrder('origin').by('origin').of('in-a').events;
    const origin = { address: '203.0.113.7', network: 'mine-i-say', device: 'd-9' };
    await ingested([{ ...placed, data: { ...placed!.data, origin } }]);
    const { events } = await site.log.read(String(Number(site.log.head()) - 1).padStart(16, '0'), 1);
    const text = JSON.stringify(events);
    expect(text).toMatch(/"origin":\{"address":"[0-9a-f]{32}","network":"[0-9a-f]{32}","device":/);
    expect(text).not.toContain('203.0.113.7');
    expect(text).not.toContain('d-9');
    expect(text).not.toContain('mine-i-say');
  });
});

describe('who may ask', () => {
  const POST_EVENTS = 'POST /v1/events' as const;

  test('is settled before a byte of the body is read', async () => {
    const begin = (headers: Readonly<Record<string, string>>) =>
      new Promise<number | undefined>((resolve, reject) => {
        const asked = httpRequest(`${site.url}/v1/events`, {
          method: 'POST',
          headers: { 'content-type': EVENT_BATCH, 'content-length': '5000000', ...headers },
        });
        asked.once('error', reject);
        asked.once('response', ({ statusCode }) => {
          resolve(statusCode);
          asked
            .off('error', reject)
            .on('error', () => undefined)
            .destroy();
        });
        // A body that begins and never ends.
        asked.write('[');
      });
    expect(await begin({})).toBe(401);
    expect(await begin({ authorization: 'Bearer wrong' })).toBe(401);
    expect(await begin({ authorization: 'Bearer token-of-the-analyst' })).toBe(403);
    expect(await begin({ authorization: 'Bearer token-of-the-service', 'content-type': 'text/plain' })).toBe(
      415,
    );
  });

  const READS = [
    '/v1/popular',
    '/v1/recommendations?accountId=a',
    '/v1/items/a/related',
    '/v1/status',
  ] as const;
  const ANALYSES = [
    '/v1/accounts',
    '/v1/policies',
    '/v1/items',
    '/v1/overview',
    '/v1/flags',
    '/v1/items/a/certificate',
  ] as const;

  test('answers and status: service, analyst, admin', async () => {
    for (const path of READS) {
      for (const as of ['service', 'analyst', 'admin'] as const) {
        expect((await site.call(`GET ${path}`, { as })).status).toBe(200);
      }
      for (const as of ['customer', 'operator'] as const)
        await expectProblem(site.call(`GET ${path}`, { as }), 403);
      await expectProblem(site.call(`GET ${path}`, { as: null }), 401);
    }
  });

  test('accounts, policies, items, flags: analyst and admin', async () => {
    for (const path of ANALYSES) {
      expect((await site.call(`GET ${path}`, { as: 'analyst' })).status).toBe(200);
      for (const as of ['customer', 'operator', 'service'] as const) {
        await expectProblem(site.call(`GET ${path}`, { as }), 403);
      }
      await expectProblem(site.call(`GET ${path}`, { as: null }), 401);
    }
  });

  test('what changes a recommendation: admin alone', async () => {
    const acts = ['quarantine', 'reinstate', 'label'].map((act) => `POST /v1/accounts/in-1/${act}` as const);
    for (const as of ['customer', 'operator', 'analyst', 'service'] as const) {
      const body = { reason: 'because I say so', label: 'hostile' };
      for (const act of acts) await expectProblem(site.call(act, { as, body }), 403);
      const flags = { flags: defaultFlags, reason: 'because I say so' };
      await expectProblem(site.call('PUT /v1/flags', { as, body: flags }), 403);
    }
    for (const as of ['customer', 'operator', 'analyst'] as const) {
      await expectProblem(
        site.call(POST_EVENTS, { as, body: [], headers: { 'content-type': EVENT_BATCH } }),
        403,
      );
    }
  });
});

describe('the status digest', () => {
  test('depends on what counts, not on how it came, on being asked, or on a restart', async () => {
    const events = aShop({ established: 6, newcomers: 3, items: 5 });
    await using one = await aRecommenderSite();
    await using other = await aRecommenderSite();
    const digestOf = async (at: RecommenderSite) => (await statusOf(at)).digest;
    await one.ingest(events);
    for (const event of shuffled(events, 3)) await other.append([event, events[0]!]);
    await other.call('GET /v1/popular');
    await other.call('PUT /v1/flags', { body: { flags: {}, reason: 'to see what it does' } });
    expect(await digestOf(other)).toBe(await digestOf(one));
    await other.restart();
    expect(await digestOf(other)).toBe(await digestOf(one));
    await one.ingest(took('one-more', 'i-0'));
    expect(await digestOf(one)).not.toBe(await digestOf(other));
  });

  test('comes with how far the fold is', async () => {
    const now = await statusOf(site);
    expect(now.position >= site.log.head()).toBe(true);
    expect(now).toMatchObject({ lag: 0, day: '2026-11-20', waived: true });
    await expectProblem(site.call(`GET /v1/status?minPosition=${BEYOND}`), 503, 'position-not-reached');
  });
});
