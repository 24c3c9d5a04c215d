import { expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createSession, getMyRecommendations, placeOrder } from '../../services/contracts/http/ordering.ts';
import { readConfig } from '../../services/platform/config/config.ts';
import { createLogger } from '../../services/platform/telemetry/logger.ts';
import { openTracing } from '../../services/platform/telemetry/open-tracing.ts';
import { launch } from '../../services/relish/launch/launch.ts';
import { attributeOf, startCollector } from '../builders/otlp-collector.ts';
import { describeWithOwnRedis } from '../engines/describe-with-engines.ts';
import { startOwnRedis } from '../engines/redis-server.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Remembers the trace context of what it was asked. */
const startPeer = async (status: number) => {
  const heard: (string | undefined)[] = [];
  const server = createServer(({ headers }, response) => {
    heard.push(typeof headers['traceparent'] === 'string' ? headers['traceparent'] : undefined);
    response.writeHead(status).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    heard,
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

test('a peer is told of the trace that asks it, and nobody else is', async () => {
  await using collector = await startCollector();
  await using peer = await startPeer(200);
  await using failing = await startPeer(503);
  await using stranger = await startPeer(200);
  const options = { endpoint: collector.url, service: 'relish-ordering', logger: createLogger('silent') };
  const tracing = (await openTracing({ ...options, peers: [peer.url, failing.url] }))!;
  for (const { url } of [peer, failing, stranger])
    await (await fetch(`${url}/v1/recommendations?accountId=a-1`)).text();
  await tracing[Symbol.asyncDispose]();
  await (await fetch(peer.url)).text();

  const spans = collector.spans;
  expect(spans.map(({ name, kind }) => ({ name, kind }))).toEqual([
    { name: 'GET', kind: 3 },
    { name: 'GET', kind: 3 },
  ]);
  expect(spans.map((span) => Number(attributeOf(span, 'http.response.status_code')))).toEqual([200, 503]);
  const [asked, failed] = spans;
  expect(peer.heard).toEqual([`00-${asked!.traceId}-${asked!.spanId}-01`, undefined]);
  expect(failing.heard).toEqual([`00-${failed!.traceId}-${failed!.spanId}-01`]);
  expect(stranger.heard).toEqual([undefined]);
  expect(collector.bodies.join()).not.toContain('a-1');
});

const LOADED = `
  import { createRequire } from 'node:module';
  const { openTracing } = await import('./services/platform/telemetry/open-tracing.ts');
  const tracing = await openTracing({
    endpoint: process.argv[1], service: 'relish', peers: [], logger: { warn() {}, info() {} } });
  const loaded = Object.keys(createRequire(process.cwd() + '/').cache).filter((file) => file.includes('opentelemetry'));
  await tracing?.[Symbol.asyncDispose]();
  console.log(loaded.length);`;

test('without a collector nothing of OpenTelemetry is loaded', async () => {
  const loaded = async (...endpoint: string[]): Promise<number> => {
    const args = ['--import', 'tsx/esm', '--input-type=module', '--eval', LOADED, ...endpoint];
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: ROOT });
    return Number(stdout);
  };
  expect(await loaded()).toBe(0);
  expect(await loaded('http://127.0.0.1:9')).toBeGreaterThan(0);
});

const ORDER_TRACE = 'c'.repeat(32);
const LIST_TRACE = 'd'.repeat(32);
const PASSCODE = 'relish';

const startServices = async (redisUrl: string, endpoint: string, folder: string) => {
  const common = {
    PORT: '0',
    REDIS_URL: redisUrl,
    REDIS_DURABILITY: 'relaxed',
    RELISH_SERVICE_TOKEN: 'tracing-service-token',
    RELISH_ADMIN_TOKEN: 'tracing-admin-token-1',
    RELISH_SESSION_SECRET: 's'.repeat(40),
    RELISH_ORIGIN_SECRET: 'o'.repeat(40),
    RELISH_LOG_LEVEL: 'silent',
    OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
  };
  const start = (service: string, more: Record<string, string> = {}) =>
    launch(readConfig({ ...common, RELISH_SERVICE: service, RELISH_DATA: join(folder, service), ...more }));
  const recommender = await start('recommender');
  const ordering = await start('ordering', { RECOMMENDER_URL: recommender.url });
  return { recommender, ordering };
};

const lunch = async (url: string): Promise<void> => {
  const traceparent = (traceId: string) => `00-${traceId}-${'1'.repeat(16)}-01`;
  const json = { 'content-type': 'application/json' };
  const body = JSON.stringify({ accountId: 'e-01', passcode: PASSCODE });
  const signedIn = await fetch(`${url}/api/session`, { method: 'POST', headers: json, body });
  const authorization = `Bearer ${createSession.reply.parse(await signedIn.json()).token}`;
  const placed = await fetch(`${url}/api/orders`, {
    method: 'POST',
    headers: { ...json, authorization, 'idempotency-key': 'k-1', traceparent: traceparent(ORDER_TRACE) },
    body: JSON.stringify({ lines: [{ itemId: 'bcpcc-8', quantity: 1 }] }),
  });
  const { position } = placeOrder.reply.parse(await placed.json());
  const headers = { authorization, traceparent: traceparent(LIST_TRACE) };
  const list = await fetch(`${url}/api/recommendations?minPosition=${position}`, { headers });
  getMyRecommendations.reply.parse(await list.json());
};

describeWithOwnRedis('services apart, on Redis', () => {
  test('a trace goes from ordering to the recommender, and from an order over the log to its first answer', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'relish-tracing-'));
    await using collector = await startCollector();
    await using redis = await startOwnRedis();
    const { ordering, recommender } = await startServices(redis.url, collector.url, folder);
    try {
      await lunch(ordering.url);
    } finally {
      await ordering[Symbol.asyncDispose]();
      await recommender[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    }
    const find = (name: string, traceId?: string) =>
      collector.spans.find((span) => span.name === name && (traceId ?? span.traceId) === span.traceId)!;
    const asked = find('GET /api/recommendations', LIST_TRACE);
    const call = collector.spans.find(({ parentSpanId }) => parentSpanId === asked.spanId)!;
    expect(call).toMatchObject({ name: 'GET', kind: 3, traceId: LIST_TRACE });
    const answer = find('GET /v1/recommendations', LIST_TRACE);
    expect(answer.parentSpanId).toBe(call.spanId);
    const append = find('append', ORDER_TRACE);
    const fold = collector.spans.find(
      ({ name, links }) => name === 'fold' && links.some(({ spanId }) => spanId === append.spanId),
    )!;
    expect(answer.links.map(({ spanId }) => spanId)).toContain(fold.spanId);
  });
});
