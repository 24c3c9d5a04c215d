import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { setTimeout } from 'node:timers/promises';
import { type Answer, reproduceAnswer } from '../../services/contracts/http/answers.ts';
import { closeIncident, listIncidents } from '../../services/contracts/http/incidents.ts';
import { EVENT_BATCH, ONE_EVENT } from '../../services/contracts/http/ingest.ts';
import { proposePolicy } from '../../services/contracts/http/policies.ts';
import type { Policy } from '../../services/contracts/policy.ts';
import { ORIGIN } from '../../services/platform/event-log/event-log.ts';
import { incidentOpened } from '../builders/acts.ts';
import { aShop, establishedAt, itemAt } from '../builders/a-shop.ts';
import { TODAY } from '../builders/an-order.ts';
import { smallPolicy } from '../builders/policies.ts';
import { ask, expectProblem, statusOf, took } from '../builders/recommender-client.ts';
import { aRecommenderSite, type RecommenderSite } from '../builders/recommender-service.ts';

const MINUTE = 60_000;
const contract = { windowMinutes: 5, share: 200_000, least: 10 };
const policy: Policy = { ...smallPolicy, badRecords: contract };
const GARBAGE = ['garbage', 7, { type: 'order.unheard-of' }];
const reason = 'the source is mended';

let site: RecommenderSite;
let now = 0;
let logged: unknown[] = [];
beforeEach(async () => {
  now = Date.parse(`${TODAY}T22:00:00Z`);
  logged = [];
  const onLog = (line: string) => void logged.push(JSON.parse(line));
  site = await aRecommenderSite(policy, { now: () => now, onLog });
  await site.append(aShop({ policy, established: 9, newcomers: 3, items: 6 }));
  await statusOf(site);
});
afterEach(async () => {
  await site[Symbol.asyncDispose]();
});

const incidents = async () =>
  listIncidents.reply.parse((await site.call('GET /v1/incidents', { as: 'analyst' })).json);
const close = (incidentId: string, as: 'admin' | 'analyst' | 'service' = 'admin') =>
  site.call(`POST /v1/incidents/${incidentId}/close`, { as, body: { reason } });
const heldNow = async () => (await statusOf(site)).held;
/** Resolves once nothing holds publication; the service looks each second. */
const published = async () => {
  while (await heldNow()) await setTimeout(20);
};
/** Seven good events and three bad ones: three tenths. */
const breakIt = (item: string) =>
  site.ingest([
    ...GARBAGE,
    ...took(establishedAt(0), item),
    ...took(establishedAt(1), item),
    ...took(establishedAt(2), item),
    took(establishedAt(3), item)[0],
  ]);
const publishedPart = ({ items, certificate }: Answer) => JSON.stringify({ items, certificate });
const lists = () =>
  Promise.all([
    ask(site, '/v1/popular?limit=100'),
    ask(site, `/v1/recommendations?accountId=${establishedAt(0)}&limit=100`),
  ]);
const reproduced = async ({ requestId }: Answer) => {
  const reply = await site.call(`POST /v1/recommendations/${requestId}/reproduce`, { as: 'analyst' });
  return reproduceAnswer.reply.parse(reply.json);
};
const typesOnLog = async (): Promise<readonly string[]> =>
  (await site.log.read(ORIGIN, 100_000)).events.map(({ type }) => type);

describe('more refused events than the policy accepts', () => {
  test('hold publication before the batch that came with them, and say so everywhere', async () => {
    const before = await lists();
    const { digest } = await statusOf(site);
    expect(await breakIt('new-1')).toMatchObject({ accepted: 7, duplicates: 0 });
    const later = await site.ingest(took(establishedAt(4), 'new-2'));
    expect(later).toMatchObject({ accepted: 2 });

    const types = await typesOnLog();
    const at = types.indexOf('incident.opened');
    expect(types.slice(at + 1, at + 8).every((type) => type.startsWith('order.'))).toBe(true);
    const status = await statusOf(site);
    expect(status).toMatchObject({
      digest,
      position: site.log.head(),
      held: { refused: 3, seen: 10, share: 200_000, waiting: 9, since: `${TODAY}T22:00:00.000Z` },
    });
    const during = await lists();
    expect(during.map(publishedPart)).toEqual(before.map(publishedPart));
    expect(during.map(({ heldSince }) => heldSince)).toEqual(Array(2).fill(status.held?.position));
    expect(before.map(({ heldSince }) => heldSince)).toEqual([undefined, undefined]);
    expect(await incidents()).toMatchObject({
      waiting: 9,
      contract,
      window: { seen: 12, refused: 3, reasons: { 'not-an-event': 2, 'unknown-event-type': 1 } },
      incidents: [{ kind: 'bad-records', facts: { refused: 3, seen: 10, windowMinutes: 5 } }],
    });
    expect(logged).toMatchObject([
      {
        level: 50,
        incidentId: status.held?.incidentId,
        msg: expect.stringMatching(/^publication is held: 3 of 10/),
      },
    ]);
    const metrics = await site.metrics();
    expect(metrics).toContain('relish_publication_held 1');
    expect(metrics).toContain('relish_publication_waiting_events 9');
    expect(metrics).toContain('relish_ingested_events_total{outcome="refused",code="not-an-event"} 2');
    expect(metrics).toContain('relish_ingested_events_total{outcome="accepted",code=""} 9');
  });

  test('let a person’s acts take effect at once, on accounts that are only heard of meanwhile, too', async () => {
    const [popular] = await lists();
    await breakIt('new-1');
    await site.ingest(took('late', 'new-2'));
    const quarantine = (account: string) =>
      site.call(`POST /v1/accounts/${account}/quarantine`, { body: { reason: 'one of a farm' } });
    expect(await quarantine(establishedAt(4))).toMatchObject({
      status: 200,
      json: { standing: 'quarantined' },
    });
    const [during] = await lists();
    expect(publishedPart(during)).not.toBe(publishedPart(popular));
    expect((await quarantine('late')).status).toBe(200);
    await expectProblem(quarantine('never'), 404, 'no-such-account');
  });

  test('wait until an admin closes the incident, once, with a reason', async () => {
    const before = await lists();
    await breakIt('new-1');
    const during = await lists();
    const { incidentId } = (await heldNow())!;
    await expectProblem(close(incidentId, 'analyst'), 403);
    await expectProblem(close(incidentId, 'service'), 403);
    await expectProblem(close('nobody'), 404, 'no-such-incident');
    const reply = await close(incidentId);
    expect(closeIncident.reply.parse(reply.json)).toMatchObject({
      incidentId,
      closed: { reason, author: { id: 'the-admin', role: 'admin' }, released: 7 },
    });
    await expectProblem(close(incidentId), 409, 'incident-closed');
    const after = await lists();
    expect(after[0].items.map(({ itemId }) => itemId)).toContain('new-1');
    expect(after[0].heldSince).toBeUndefined();
    expect(await heldNow()).toBeUndefined();
    expect(logged.at(-1)).toMatchObject({ level: 30, msg: 'publication goes on' });
    // The person has seen them: what was refused before doesn't hold publication again.
    await site.ingest(took('more', itemAt(0)));
    expect(await heldNow()).toBeUndefined();

    for (const answer of [...before, ...during, ...after]) {
      const { identical, ...again } = await reproduced(answer);
      expect(again).toEqual(answer);
      expect(identical).toBe(true);
    }
    const asOf = await ask(site, `/v1/popular?limit=100&asOf=${during[0].position}`);
    expect({ ...asOf, requestId: '' }).toEqual({ ...during[0], requestId: '' });
  });

  test('hold over a restart, for a full window of its own, and then no more, though nothing comes in', async () => {
    await breakIt('new-1');
    const held = await heldNow();
    const during = await lists();
    now += 4 * MINUTE;
    await site.restart();
    expect(await heldNow()).toEqual(held);
    expect((await lists()).map(publishedPart)).toEqual(during.map(publishedPart));
    // The window since the opening is over, the one since the start isn't.
    now += 2 * MINUTE;
    await setTimeout(1_200);
    expect(await heldNow()).toEqual(held);
    now += 3 * MINUTE;
    await published();
    const { incidents: all, waiting } = await incidents();
    expect(waiting).toBe(0);
    expect(all).toMatchObject([{ closed: { released: 7, author: { id: 'relish', role: 'service' } } }]);
    expect((await lists())[0].items.map(({ itemId }) => itemId)).toContain('new-1');
  });

  test('go on holding while they go on', async () => {
    await breakIt('new-1');
    now += 5 * MINUTE;
    await site.ingest(Array(20).fill('garbage'));
    await setTimeout(1_200);
    expect(await heldNow()).toBeDefined();
    expect((await incidents()).incidents).toHaveLength(1);
    now += 5 * MINUTE;
    await published();
  });

  test('hold nothing where the policy has no contract, and no more once it has none', async () => {
    await breakIt('new-1');
    const { badRecords: _, ...without } = policy;
    // As they were before there was such a section.
    const proposed = await site.call('POST /v1/policies', { body: without });
    const { digest } = proposePolicy.reply.parse(proposed.json);
    await site.call(`POST /v1/policies/${digest}/activate`, { body: { reason } });
    await published();
    await breakIt('new-3');
    expect(await heldNow()).toBeUndefined();
    expect(await incidents()).not.toHaveProperty('contract');
  });
});

describe('what counts as refused', () => {
  const send = (body: unknown, type: string = EVENT_BATCH, as: 'service' | 'customer' | null = 'service') =>
    site.call('POST /v1/events', { as, body, headers: { 'content-type': type } });
  const refused = async () => (await incidents()).window;

  test('is a bad event, and a body that is no list of events, once', async () => {
    await expectProblem(send('[', EVENT_BATCH), 400, 'not-json');
    await expectProblem(send({}), 400, 'not-a-batch');
    await expectProblem(send('nothing', ONE_EVENT), 400);
    await expectProblem(send({ type: 'nothing' }, ONE_EVENT), 422, 'unknown-event-type');
    expect(await refused()).toEqual({
      seen: 4,
      refused: 4,
      reasons: { 'not-json': 2, 'not-a-batch': 1, 'unknown-event-type': 1 },
    });
  });

  test('is nothing of those who may not send, nor what is told here by an author only', async () => {
    await expectProblem(send('[', EVENT_BATCH, null), 401);
    await expectProblem(send('[', EVENT_BATCH, 'customer'), 403);
    await expectProblem(send('[]', 'text/plain'), 415);
    expect((await refused()).seen).toBe(0);
    const forged = incidentOpened('forged');
    expect((await site.ingest([forged])).rejected).toMatchObject([
      { problem: { code: 'unknown-event-type' } },
    ]);
    expect(await heldNow()).toBeUndefined();
  });

  test('opens one incident, however many send it at once', async () => {
    const { position } = await statusOf(site);
    await Promise.all(Array.from({ length: 12 }, () => send([...Array<string>(9).fill('x')])));
    expect(Number(site.log.head())).toBe(Number(position) + 1);
    expect((await typesOnLog()).at(-1)).toBe('incident.opened');
  });
});
