import { once } from 'node:events';
import { get } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import express from 'express';
import { Counter } from 'prom-client';
import { createApp } from '../http/create-app.ts';
import { serve, type Served } from '../http/serve.ts';
import { createMetrics, type Metrics } from './metrics.ts';

let metrics: Metrics;
let served: Served;
/** Of a request that waits for its client to go away. */
let gone: Promise<unknown>;

beforeEach(async () => {
  metrics = createMetrics();
  const app = createApp({ trustProxy: [] });
  app.use(metrics.measure);
  app.get('/metrics', metrics.expose);
  const router = express.Router();
  router.get('/v1/items/:itemId/related', (_, response) => void response.json([]));
  router.post('/v1/items/:itemId/related', () => {
    throw new Error('fails');
  });
  router.get('/v1/slow', (_, response) => {
    gone = once(response, 'close');
    response.write('…');
  });
  app.use(router);
  app.use(
    ((_error, _request, response, _next) =>
      void response.status(500).end()) satisfies express.ErrorRequestHandler,
  );
  served = await serve(app, { host: '127.0.0.1', port: 0 });
});
afterEach(async () => {
  await served[Symbol.asyncDispose]();
});

const ask = async (path: string, init?: RequestInit): Promise<string> => {
  const response = await fetch(`${served.url}${path}`, init);
  return response.text();
};
/** The labels of every series of the histogram. */
const series = async (): Promise<readonly string[]> => {
  const lines = (await ask('/metrics')).split('\n');
  return lines.flatMap((line) => /^http_request_duration_seconds_count\{(.*)\} \d+$/.exec(line)?.[1] ?? []);
};

describe('metrics of requests', () => {
  test('are by the template of the route, however many items there are', async () => {
    for (let item = 0; item < 30; item += 1) await ask(`/v1/items/item-${item}/related?limit=${item}`);
    expect(await series()).toEqual(['method="GET",route="/v1/items/:itemId/related",status="200"']);
    expect(await ask('/metrics')).toMatch(/_count\{.*related",status="200"\} 30\n/);
  });

  test('are one series for all that meets no route, and for all methods nobody knows', async () => {
    for (let path = 0; path < 30; path += 1) await ask(`/wp-admin/${path}`);
    await ask('/%zz');
    for (const method of ['PURGE', 'REPORT', 'MKCOL']) await ask('/', { method });
    expect(await series()).toEqual([
      'method="GET",route="none",status="404"',
      'method="other",route="none",status="404"',
    ]);
  });

  test('count failures by their status', async () => {
    await ask('/v1/items/a/related', { method: 'POST' });
    expect(await series()).toEqual(['method="POST",route="/v1/items/:itemId/related",status="500"']);
  });

  test('count clients that went away before the answer was out', async () => {
    const request = get(`${served.url}/v1/slow`);
    request.on('error', () => {});
    await once(request, 'response');
    request.destroy();
    await gone;
    expect(await series()).toEqual(['method="GET",route="/v1/slow",status="499"']);
  });
});

test('the process measures itself, and others add their own', async () => {
  new Counter({ name: 'hot_dogs_total', help: 'eaten', registers: [metrics.registry] }).inc(3);
  const response = await fetch(`${served.url}/metrics`);
  expect(response.headers.get('Content-Type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  const text = await response.text();
  expect(text).toContain('hot_dogs_total 3\n');
  expect(text).toContain('process_resident_memory_bytes');
});

test('registries are apart: two services in one process do not meet', async () => {
  expect(() => createMetrics()).not.toThrow();
  expect(await createMetrics().registry.metrics()).not.toContain('route=');
});
