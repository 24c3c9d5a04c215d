import { describe, expect, test } from '@jest/globals';
import { createApp } from './create-app.ts';
import { serve } from './serve.ts';

/** Where an app takes a request to come from, and what its answer says besides. */
const ask = async (trustProxy: readonly string[], forwardedFor: string) => {
  const app = createApp({ trustProxy });
  app.get('/', (request, response) => void response.json({ ip: request.ip, query: request.query }));
  await using served = await serve(app, { host: '127.0.0.1', port: 0 });
  const headers = { 'X-Forwarded-For': forwardedFor };
  const response = await fetch(`${served.url}/?a[b]=c`, { headers });
  const answer: unknown = await response.json();
  return { answer, headers: response.headers };
};

describe('createApp', () => {
  test('takes an X-Forwarded-For for nothing unless it comes from a trusted proxy', async () => {
    expect((await ask([], '203.0.113.7')).answer).toMatchObject({ ip: '127.0.0.1' });
    expect((await ask(['10.0.0.0/8'], '203.0.113.7')).answer).toMatchObject({ ip: '127.0.0.1' });
    expect((await ask(['loopback'], '203.0.113.7')).answer).toMatchObject({ ip: '203.0.113.7' });
  });

  test('takes the last address that a trusted proxy added, not the first that a client made up', async () => {
    expect((await ask(['loopback'], '192.0.2.1, 203.0.113.7')).answer).toMatchObject({ ip: '203.0.113.7' });
  });

  test('sets security headers, names no framework, and reads no objects out of queries', async () => {
    const { answer, headers } = await ask([], '');
    expect(headers.get('Content-Security-Policy')).toContain("default-src 'self'");
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(headers.has('X-Powered-By')).toBe(false);
    expect(answer).toMatchObject({ query: { 'a[b]': 'c' } });
  });
});
