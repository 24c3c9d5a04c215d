import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
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

describe('what a browser may keep', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'create-app-'));
  });

  afterEach(() => rm(folder, { recursive: true }));

  const serveBoth = () => {
    const app = createApp({ trustProxy: [] });
    app.get('/reply', (_request, response) => void response.json({ items: [] }));
    app.get('/page', (_request, response) => response.sendFile('index.html', { root: folder }));
    return serve(app, { host: '127.0.0.1', port: 0 });
  };

  /** As a deployment puts it there, with the date of its build. */
  const putPage = async (text: string, builtAt: Date) => {
    const file = join(folder, 'index.html');
    await writeFile(file, text);
    await utimes(file, builtAt, builtAt);
  };

  test('a reply has no tag: the next is another', async () => {
    await using served = await serveBoth();
    expect((await fetch(`${served.url}/reply`)).headers.has('ETag')).toBe(false);
  });

  test('a page has one, and is fetched again when an older deployment came back', async () => {
    await using served = await serveBoth();
    await putPage('the new one', new Date('2026-11-02T12:00:00Z'));
    const { headers } = await fetch(`${served.url}/page`);
    const kept = {
      'If-None-Match': headers.get('ETag') ?? '',
      'If-Modified-Since': headers.get('Last-Modified') ?? '',
      // Else fetch says no-cache with these, which asks for the whole.
      'Cache-Control': 'max-age=0',
    };
    const again = () => fetch(`${served.url}/page`, { headers: kept });
    expect((await again()).status).toBe(304);

    await putPage('the old one', new Date('2026-11-01T12:00:00Z'));
    const older = await again();
    expect([older.status, await older.text()]).toEqual([200, 'the old one']);
  });
});
