import { expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createLogger } from '../../services/platform/telemetry/logger.ts';
import { openTracing } from '../../services/platform/telemetry/open-tracing.ts';
import { attributeOf, startCollector } from '../builders/otlp-collector.ts';

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
