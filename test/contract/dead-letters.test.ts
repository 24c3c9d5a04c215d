import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  dropDeadLetters,
  listDeadLetters,
  replayDeadLetters,
} from '../../services/contracts/http/dead-letters.ts';
import { EVENT_BATCH } from '../../services/contracts/http/ingest.ts';
import { storedEvents } from '../../services/platform/event-log/stored-events.ts';
import { anOrder, TODAY } from '../builders/an-order.ts';
import { expectProblem, statusOf } from '../builders/recommender-client.ts';
import { aRecommenderSite, type RecommenderSite } from '../builders/recommender-service.ts';
import { relish } from './import-terminal.ts';

const EVENING = Date.parse(`${TODAY}T22:00:00Z`);
const ADDRESS = '203.0.113.7';
let site: RecommenderSite;
let now = EVENING;
beforeEach(async () => {
  now = EVENING;
  site = await aRecommenderSite(undefined, { now: () => now });
});
afterEach(async () => {
  await site[Symbol.asyncDispose]();
});

const [placed] = anOrder('o-1').by('a-1').of('i-1').events;
const later = {
  ...placed!,
  time: new Date(EVENING + 3_600_000).toISOString(),
  data: { ...placed!.data, origin: { address: ADDRESS, device: 'd-9' } },
};
const unknown = {
  ...placed!,
  type: 'order.rated',
  data: { orderId: 'o-1', stars: 5, remoteAddress: ADDRESS, origin: { address: ADDRESS, note: ADDRESS } },
};
const list = async (query = '') =>
  listDeadLetters.reply.parse((await site.call(`GET /v1/dead-letters${query}`, { as: 'analyst' })).json);
const replay = async (body = {}) =>
  replayDeadLetters.reply.parse((await site.call('POST /v1/dead-letters/replay', { body })).json);

describe('what the ingest refuses', () => {
  test('is kept once with its reason and sender, and nothing of anybody in clear', async () => {
    await site.ingest(['garbage', unknown, later, unknown]);
    const { counts, letters } = await list();
    expect(counts).toEqual({ 'not-an-event': 1, 'unknown-event-type': 1, 'event-in-future': 1 });
    expect(JSON.stringify(letters)).not.toContain(ADDRESS);
    expect(letters.find(({ reason }) => reason === 'unknown-event-type')).toMatchObject({
      sender: { id: 'the-service', role: 'service' },
      received: new Date(EVENING).toISOString(),
      event: { type: 'order.rated', data: { stars: 5, origin: { address: expect.any(String) } } },
    });
    expect(letters.find(({ reason }) => reason === 'not-an-event')).not.toHaveProperty('event');
    expect((await list('?reason=event-in-future')).letters).toHaveLength(1);
  });

  test('outlives a restart, and is taken when it can be, as if it had been taken at once', async () => {
    await site.ingest([later, unknown]);
    await site.restart();
    expect(await replay()).toEqual({
      accepted: 0,
      duplicates: 0,
      refused: { 'event-in-future': 1, 'unknown-event-type': 1 },
      more: false,
    });
    now += 3_600_000;
    const before = Number(site.log.head());
    expect(await replay({ reason: 'event-in-future' })).toMatchObject({ accepted: 1, refused: {} });
    expect(Number(site.log.head())).toBe(before + 1);
    const { events } = await site.log.read(String(before).padStart(16, '0'), 5);
    await site.ingest([{ ...later, id: 'again', data: { ...later.data, orderId: 'o-2' } }]);
    const direct = (
      await site.log.read(
        site.log.head().replace(/.$/, (d) => String(Number(d) - 1)),
        1,
      )
    ).events;
    const originOf = (event: unknown) =>
      expect.objectContaining({ data: expect.objectContaining({ origin: event }) });
    const [kept, fresh] = [events[0]!, direct[0]!].map(({ data }) =>
      'origin' in data ? data.origin : undefined,
    );
    expect(kept).toBeDefined();
    expect(kept).toEqual(fresh);
    expect(events[0]).toEqual(originOf(fresh));
    expect((await list()).counts).toEqual({ 'unknown-event-type': 1 });
    expect((await statusOf(site)).accounts).toBe(1);
  });

  test('too large or too deep is counted, not kept', async () => {
    const nested: unknown = JSON.parse(`${'['.repeat(100)}${']'.repeat(100)}`);
    await site.ingest([
      { ...unknown, data: 'x'.repeat(50_000) },
      { ...unknown, data: nested },
    ]);
    const { letters } = await list();
    expect(letters).toHaveLength(2);
    expect(letters.every(({ event }) => event === undefined)).toBe(true);
  });

  test('is shown to those who ingest and look after it, and to nobody else', async () => {
    await expectProblem(site.call('GET /v1/dead-letters', { as: 'customer' }), 403);
    await expectProblem(site.call('POST /v1/dead-letters/replay', { as: 'analyst', body: {} }), 403);
    await expectProblem(site.call('POST /v1/dead-letters/drop', { as: 'analyst', body: {} }), 403);
    const options = { as: 'service', body: unknown, headers: { 'content-type': EVENT_BATCH } } as const;
    await expectProblem(site.call('POST /v1/events', options), 400, 'not-a-batch');
    await site.ingest([unknown, 'garbage']);
    const reply = await site.call('POST /v1/dead-letters/drop', { body: { reason: 'not-an-event' } });
    expect(dropDeadLetters.reply.parse(reply.json)).toEqual({ dropped: 1 });
    expect((await list()).counts).toEqual({ 'unknown-event-type': 1 });
  });
});

test('poison on the log stops nobody, and is told with its position', async () => {
  const poison = storedEvents(
    JSON.stringify([
      { ...placed!, id: 'x', data: { lines: 7 } },
      { ...unknown, id: 'y' },
    ]),
  );
  await site.append([...poison, ...anOrder('o-1').by('a-1').of('i-1').fulfilled().events]);
  expect(await statusOf(site)).toMatchObject({ accounts: 1, events: 4 });
  expect((await list()).passedOver).toMatchObject({
    unknownType: 1,
    unreadable: 1,
    last: [
      { position: '0000000000000002', reason: 'unknown-type', type: 'order.rated', id: 'y' },
      { position: '0000000000000001', reason: 'unreadable', type: 'order.placed', id: 'x' },
    ],
  });
  expect(await site.metrics()).toContain('relish_unknown_events_total 1');
});

test('relish dead-letters lists, shows, replays and drops', async () => {
  await site.ingest([unknown, later]);
  const environment = { RELISH_URL: site.url, RELISH_SERVICE_TOKEN: 'token-of-the-service' };
  const run = (...words: string[]) => relish(['dead-letters', ...words], { environment });
  const listed = await run();
  expect(listed).toMatchObject({ code: 0, out: expect.stringMatching(/unknown-event-type\s+1/) });
  const [id = ''] = /[0-9a-f]{32}/.exec(listed.out) ?? [];
  expect(JSON.parse((await run(id)).out)).toMatchObject([{ id }]);
  expect(await run('--replay')).toMatchObject({ code: 1, out: expect.stringContaining('Refused again') });
  now += 3_600_000;
  expect(await run('--replay', 'event-in-future')).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^1 accepted/),
  });
  expect(await run('--drop', 'unknown-event-type')).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^1 dropped/),
  });
  expect((await run()).out).toContain('No dead letters.');
  expect(await run('What?')).toMatchObject({ code: 2 });
});
