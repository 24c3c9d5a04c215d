import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { ingestedEvent } from '../../services/contracts/events.ts';
import { createSession, getMyRecommendations, placeOrder } from '../../services/contracts/http/ordering.ts';
import { readConfig } from '../../services/platform/config/config.ts';
import { ORIGIN } from '../../services/platform/event-log/event-log.ts';
import { openEmbeddedEventLog } from '../../services/platform/event-log/embedded-event-log.ts';
import { eventKey } from '../../services/platform/event-log/id-index.ts';
import { launch } from '../../services/relish/launch/launch.ts';
import { anOrder } from '../builders/an-order.ts';
import { fold, listOf, popular } from '../builders/fold.ts';
import {
  attributeOf,
  type CollectedSpan,
  type OtlpCollector,
  startCollector,
} from '../builders/otlp-collector.ts';

const ORDER_TRACE = 'a'.repeat(32);
const LIST_TRACE = 'b'.repeat(32);
const PASSCODE = 'a-passcode-nobody-may-see';
const SERVICE_TOKEN = 'a-service-token-nobody-may-see';
const ADMIN_TOKEN = 'an-admin-token-nobody-may-see';
const DEVICE = 'a-device-nobody-may-see';
const KEY = 'an-idempotency-key-nobody-may-see';

let folder: string;
let collector: OtlpCollector;
let session: string;
let position: string;

const traceparent = (traceId: string): string => `00-${traceId}-${'1'.repeat(16)}-01`;

const start = (endpoint: string, data: string) =>
  launch(
    readConfig({
      PORT: '0',
      RELISH_DATA: data,
      RELISH_DEMO_PASSCODE: PASSCODE,
      RELISH_SERVICE_TOKEN: SERVICE_TOKEN,
      RELISH_ADMIN_TOKEN: ADMIN_TOKEN,
      RELISH_LOG_LEVEL: 'silent',
      OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
    }),
  );

const call = async (url: string, path: string, headers: Record<string, string>, body?: unknown) => {
  const response = await fetch(url + path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const json: unknown = await response.json();
  return { status: response.status, json };
};

const lunch = async (url: string): Promise<void> => {
  const signedIn = await call(url, '/api/session', {}, { accountId: 'e-01', passcode: PASSCODE });
  ({ token: session } = createSession.reply.parse(signedIn.json));
  const authorization = `Bearer ${session}`;
  const lines = [{ itemId: 'bcpcc-8', quantity: 1 }];
  const headers = { authorization, 'idempotency-key': KEY, traceparent: traceparent(ORDER_TRACE) };
  const placed = await call(url, '/api/orders', headers, { lines, device: DEVICE });
  ({ position } = placeOrder.reply.parse(placed.json));
  const path = `/api/recommendations?limit=3&minPosition=${position}`;
  const list = await call(url, path, { authorization, traceparent: traceparent(LIST_TRACE) });
  getMyRecommendations.reply.parse(list.json);
};

const named = (name: string, traceId?: string): CollectedSpan => {
  const found = collector.spans.filter(
    (span) => span.name === name && (traceId ?? span.traceId) === span.traceId,
  );
  if (found.length !== 1) throw new Error(`${found.length} spans ${name} in ${traceId ?? 'any trace'}`);
  return found[0]!;
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relish-tracing-'));
  collector = await startCollector();
  const relish = await start(collector.url, join(folder, 'data'));
  await lunch(relish.url);
  await relish[Symbol.asyncDispose]();
});
afterAll(async () => {
  await collector[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

describe('traces across order, log and answer', () => {
  test('an order is of the trace that its request names, and so is its append', () => {
    const order = named('POST /api/orders');
    expect(order).toMatchObject({ traceId: ORDER_TRACE, parentSpanId: '1'.repeat(16), kind: 2 });
    expect(attributeOf(order, 'http.response.status_code')).toBe(201);
    const append = named('append', ORDER_TRACE);
    expect(append.parentSpanId).toBe(order.spanId);
    expect(attributeOf(append, 'relish.position')).toBe(position);
  });

  test('the batch that folds it names the append, and the answer that first includes it names the batch', () => {
    const append = named('append', ORDER_TRACE);
    const folds = collector.spans.filter(({ name }) => name === 'fold');
    const fold = folds.find(({ links }) => links.some(({ spanId }) => spanId === append.spanId))!;
    expect(fold.links).toContainEqual(
      expect.objectContaining({ traceId: ORDER_TRACE, spanId: append.spanId }),
    );
    const answer = named('GET /api/recommendations');
    expect(answer.traceId).toBe(LIST_TRACE);
    expect(answer.links).toContainEqual(
      expect.objectContaining({ traceId: fold.traceId, spanId: fold.spanId }),
    );
    const answeredAt = attributeOf(answer, 'relish.answer.position');
    expect(typeof answeredAt === 'string' && answeredAt >= position).toBe(true);
  });

  test('the trace is on the log as an extension, and is no part of what an event is', async () => {
    await using log = await openEmbeddedEventLog({ folder: join(folder, 'data', 'log') });
    const { events } = await log.read(String(Number(position) - 1).padStart(ORIGIN.length, '0'), 1);
    const [event] = events;
    const append = named('append', ORDER_TRACE);
    expect(event).toMatchObject({
      type: 'order.placed',
      traceparent: `00-${ORDER_TRACE}-${append.spanId}-01`,
    });
    const { traceparent: _, ...untraced } = event!;
    expect(eventKey(event!)).toBe(eventKey(untraced));
  });

  test('no secret, address, person or request is told', () => {
    expect(collector.bodies.length).toBeGreaterThan(0);
    const told = collector.bodies.join('\n');
    for (const hidden of [
      PASSCODE,
      SERVICE_TOKEN,
      ADMIN_TOKEN,
      DEVICE,
      KEY,
      session,
      'e-01',
      '127.0.0.1',
      'bcpcc-8',
    ])
      expect(told).not.toContain(hidden);
    expect(told).not.toMatch(/[Bb]earer|\/\d|%2F|minPosition/);
  });

  test('what asks how Relish is doing leaves no trace', () => {
    expect(collector.spans.map(({ name }) => name)).not.toContain('GET none');
  });
});

test('a collector that is away costs nobody an answer, and holds up no stop', async () => {
  const relish = await start('http://127.0.0.1:9', join(folder, 'away'));
  await lunch(relish.url);
  await wait(10);
  await relish[Symbol.asyncDispose]();
});

test('an event may say of which trace it is; nonsense is dropped, the event is taken', () => {
  const [event] = anOrder('o-1').by('a-1').of('bcpcc-8').events;
  const of = (value: unknown) => ingestedEvent.parse({ ...event, traceparent: value }).traceparent;
  expect(of(traceparent(ORDER_TRACE))).toBe(traceparent(ORDER_TRACE));
  expect(of('x'.repeat(10_000))).toBeUndefined();
  expect(of(7)).toBeUndefined();
  expect(ingestedEvent.parse(event)).not.toHaveProperty('traceparent');
});

test('what an event says of its trace changes no fold and no list', () => {
  const events = [1, 2, 3].flatMap(
    (order) => anOrder(`o-${order}`).by(`a-${order}`).of('bcpcc-8').fulfilled().events,
  );
  const traced = events.map((event, index) => ({
    ...event,
    traceparent: traceparent(index % 2 === 0 ? ORDER_TRACE : LIST_TRACE),
  }));
  expect(fold(traced).digest()).toBe(fold(events).digest());
  expect(listOf(fold(traced), popular())).toEqual(listOf(fold(events), popular()));
});
