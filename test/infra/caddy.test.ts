import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { z } from 'zod';
import { type Caddy, startCaddy } from '../engines/caddy.ts';
import { describeWithPrograms } from '../engines/describe-with-programs.ts';
import { BREAKS, type SmallTier, startSmallTier, STREAM } from './small-tier.ts';

const SCRIPT = 'export const relish = 1;\n'.repeat(200);
const FILES = {
  'order/index.html': '<!doctype html><title>order</title>',
  'order/assets/index-Ab12.js': SCRIPT,
  'order/icon.svg': '<svg/>',
  'console/index.html': '<!doctype html><title>console</title>',
  'console/assets/index-Cd34.js': SCRIPT,
  stamp: 'not for anybody',
};
const HTML = { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const named = z.object({ name: z.string() });
const PATIENCE_MS = 10_000;

const writeWeb = (folder: string): void => {
  for (const [name, content] of Object.entries(FILES)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  const script =
    "import { compressFiles } from './services/relish/setup/compress-files.mjs'; compressFiles(process.argv[1]);";
  execFileSync(process.execPath, ['--input-type=module', '-e', script, folder], { cwd: ROOT });
};

describeWithPrograms('the edge', { caddy: 'caddy' }, () => {
  const web = mkdtempSync(join(tmpdir(), 'relish-web-'));
  const broken = new Set<string>();
  let ordering: SmallTier[] = [];
  let recommenders: SmallTier[] = [];
  let caddy: Caddy;

  beforeAll(async () => {
    writeWeb(web);
    const tiers = (name: string) =>
      Promise.all([startSmallTier(`${name}-1`, broken), startSmallTier(`${name}-2`, broken)]);
    ordering = await tiers('ordering');
    recommenders = await tiers('recommender');
    caddy = await startCaddy({
      RELISH_WEB: web,
      RELISH_ORDERING: ordering.map(({ address }) => address).join(' '),
      RELISH_RECOMMENDER: recommenders.map(({ address }) => address).join(' '),
      RELISH_HEALTH_EVERY: '100ms',
    });
  });
  afterAll(async () => {
    await caddy[Symbol.asyncDispose]();
    for (const tier of [...ordering, ...recommenders]) await tier[Symbol.asyncDispose]();
    rmSync(web, { recursive: true });
  });
  beforeEach(() => {
    for (const { seen } of [...ordering, ...recommenders]) seen.length = 0;
  });

  const seenBy = (tiers: readonly SmallTier[]) => tiers.flatMap(({ seen }) => seen);
  const nameOf = (body: Buffer) => named.parse(JSON.parse(body.toString())).name;
  const untilAnsweredBy = async (path: string, names: readonly string[]) => {
    const until = performance.now() + PATIENCE_MS;
    const round = async () => {
      const replies = await Promise.all(Array.from({ length: 12 }, () => caddy.ask(path)));
      return [...new Set(replies.map(({ status, body }) => (status === 200 ? nameOf(body) : status)))].sort();
    };
    let found = await round();
    while (performance.now() < until && JSON.stringify(found) !== JSON.stringify(names)) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      found = await round();
    }
    return found;
  };

  test.each([
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
  ] as const)('gives out what was packed as %s, for a year', async (encoding, unpack) => {
    for (const path of ['/assets/index-Ab12.js', '/console/assets/index-Cd34.js']) {
      const { status, headers, body } = await caddy.ask(path, { headers: { 'Accept-Encoding': encoding } });
      expect(status).toBe(200);
      expect(headers).toMatchObject({
        'content-encoding': encoding,
        'cache-control': 'public, max-age=31536000, immutable',
        vary: 'Accept-Encoding',
      });
      expect(headers['content-type']).toContain('javascript');
      expect(unpack(body).toString()).toBe(SCRIPT);
    }
  });

  test('prefers brotli, and gives it plain to who asks for neither', async () => {
    const both = await caddy.ask('/assets/index-Ab12.js', { headers: { 'Accept-Encoding': 'gzip, br' } });
    expect(both.headers['content-encoding']).toBe('br');
    const plain = await caddy.ask('/assets/index-Ab12.js');
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(plain.headers.vary).toBe('Accept-Encoding');
    expect(plain.body.toString()).toBe(SCRIPT);
  });

  test.each([
    ['/', 'order'],
    ['/orders/o-1', 'order'],
    ['/index.html', 'order'],
    ['/console', 'console'],
    ['/console/', 'console'],
    ['/console/incidents', 'console'],
  ])('shows a browser at %s the page of %s, to be asked for again', async (path, app) => {
    const { status, headers, body } = await caddy.ask(path, { headers: HTML });
    expect({ status, cache: headers['cache-control'] }).toEqual({ status: 200, cache: 'no-cache' });
    expect(body.toString()).toContain(`<title>${app}</title>`);
  });

  test.each(['/nothing', '/assets/gone.js', '/console/assets/gone.js', '/', '/console', '/assets/'])(
    'tells a program that there is nothing at %s, and has nobody keep that',
    async (path) => {
      const { status, headers, body } = await caddy.ask(path, { headers: { Accept: '*/*' } });
      expect(status).toBe(404);
      expect(headers).toMatchObject({
        'content-type': 'application/problem+json',
        'cache-control': 'no-store',
      });
      expect(JSON.parse(body.toString())).toMatchObject({ status: 404, code: 'edge-404' });
    },
  );

  test.each([
    ...['/metrics', '/METRICS', '/metrics/x', '/readyz', '/livez', '//metrics'],
    ...['/v1/../metrics', '/v1/%2e%2e/metrics', '/api/..%2freadyz', '/stamp', '/..%2fstamp', '/../stamp'],
  ])('keeps %s inside', async (path) => {
    const { status, body } = await caddy.ask(path);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(body.toString()).not.toContain('not for anybody');
    expect(seenBy([...ordering, ...recommenders]).map(({ url }) => url)).toEqual([]);
  });

  test.each([
    ['/api/menu', 'ordering'],
    ['/v1/popular?limit=3', 'recommender'],
    ['/ofrep/v1/evaluate/flags', 'recommender'],
  ])('hands %s to %s', async (path, tier) => {
    const { status, body } = await caddy.ask(path, { headers: HTML });
    expect(status).toBe(200);
    expect(nameOf(body)).toMatch(new RegExp(`^${tier}-`));
    expect(seenBy([...ordering, ...recommenders]).map(({ url }) => url)).toEqual([path]);
  });

  test('asks again for what changes nothing', async () => {
    for (const method of ['GET', 'HEAD']) {
      const path = `/v1${BREAKS}?${method}`;
      expect((await caddy.ask(path, { method })).status).toBe(200);
      expect(seenBy(recommenders).filter(({ url }) => url === path)).toHaveLength(2);
    }
  });

  test.each(['POST', 'PUT', 'DELETE'])('never sends a %s twice', async (method) => {
    const length = (body: string) => ({ 'Content-Length': String(body.length) });
    const order = '{"an":"order"}';
    const without = { method, headers: length('') };
    const withBody = { method, body: order, headers: { 'Idempotency-Key': 'k-1', ...length(order) } };
    for (const asked of [without, withBody]) {
      // Over a connection that was used before, too: those Caddy's own transport might try again.
      await caddy.ask('/api/menu');
      const path = `/api${BREAKS}?${method}${asked.headers['Content-Length']}`;
      expect((await caddy.ask(path, asked)).status).toBe(502);
      expect(seenBy(ordering).filter(({ url }) => url === path)).toHaveLength(1);
    }
  });

  test('names the address that it saw itself, whatever a client says', async () => {
    const forged = '203.0.113.66';
    await caddy.ask('/api/menu', {
      headers: {
        'X-Forwarded-For': forged,
        'X-Real-IP': forged,
        'True-Client-IP': forged,
        Forwarded: `for=${forged}`,
        'X-Forwarded-Proto': 'http',
        'X-Forwarded-Host': 'evil.example',
      },
    });
    const { headers } = seenBy(ordering)[0]!;
    expect(headers).toMatchObject({ 'x-forwarded-for': '127.0.0.1', 'x-forwarded-proto': 'https' });
    expect(JSON.stringify(headers)).not.toMatch(/203\.0\.113\.66|evil/);
  });

  test('leaves out a replica that is not ready, and takes it back', async () => {
    const [, second] = recommenders;
    second!.ready = false;
    expect(await untilAnsweredBy('/v1/popular', ['recommender-1'])).toEqual(['recommender-1']);
    second!.ready = true;
    const both = ['recommender-1', 'recommender-2'];
    expect(await untilAnsweredBy('/v1/popular', both)).toEqual(both);
  });

  test('tells who asks that nobody is there, as a problem', async () => {
    for (const tier of ordering) tier.ready = false;
    // Each request waits 3 s for somebody to come back.
    let reply = await caddy.ask('/api/menu');
    while (reply.status === 200) reply = await caddy.ask('/api/menu');
    const { headers, body } = reply;
    expect(headers['content-type']).toBe('application/problem+json');
    expect(JSON.parse(body.toString())).toMatchObject({ status: 503, code: 'edge-503' });
    for (const tier of ordering) tier.ready = true;
    await untilAnsweredBy('/api/menu', ['ordering-1', 'ordering-2']);
  });

  test('takes no body that no service would read', async () => {
    const big = (bytes: number) => ({ method: 'POST', body: Buffer.alloc(bytes) });
    const said = (bytes: number) => ({ method: 'POST', headers: { 'Content-Length': String(bytes) } });
    expect((await caddy.ask('/api/orders', big(60_000))).status).toBe(200);
    expect((await caddy.ask('/api/orders', big(100_001))).status).toBe(413);
    expect((await caddy.ask('/v1/events', big(8_000_000))).status).toBe(200);
    expect((await caddy.ask('/v1/events', said(10_000_001))).status).toBe(413);
    const chunked = { ...big(100_001), headers: { 'Transfer-Encoding': 'chunked' } };
    expect([413, 502]).toContain((await caddy.ask('/api/orders', chunked)).status);
  });

  test('takes no replica from others for an upload that runs over its limit, or that its client breaks off', async () => {
    const breakOff = () =>
      new Promise<void>((resolve) => {
        const { httpsPort: port, authority: ca } = caddy;
        const where = {
          host: '127.0.0.1',
          port,
          path: '/api/orders',
          servername: 'localhost',
          ca,
          agent: false,
        };
        const headers = { Host: `localhost:${port}`, 'Content-Length': '50000' };
        const asking = request({ ...where, method: 'POST', headers });
        asking.on('error', () => undefined).on('close', resolve);
        asking.write('half of it', () => asking.destroy());
      });
    const tooLong = {
      method: 'POST',
      body: Buffer.alloc(100_001),
      headers: { 'Transfer-Encoding': 'chunked' },
    };
    const sendTooLong = () => caddy.ask('/api/orders', tooLong);
    const sixTimes = (act: () => Promise<unknown>) => Promise.all(Array.from({ length: 6 }, act));
    await sixTimes(sendTooLong);
    await sixTimes(breakOff);
    const replies = await Promise.all(Array.from({ length: 8 }, () => caddy.ask('/api/menu')));
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(replies.map(({ body }) => nameOf(body)))).toEqual(new Set(['ordering-1', 'ordering-2']));
  });

  test('passes on an event when it happens, not when the stream ends', async () => {
    const { httpsPort: port, authority: ca } = caddy;
    const options = { host: '127.0.0.1', port, path: `/v1${STREAM}`, servername: 'localhost', ca };
    const first = await new Promise<string>((resolve, reject) => {
      const asking = request({ ...options, headers: { Host: `localhost:${port}` } }, (response) => {
        response.once('data', (part: Buffer) => {
          asking.destroy();
          resolve(part.toString());
        });
      });
      asking.on('error', reject).end();
    });
    expect(first).toBe('data: first\n\n');
  });

  test.each([
    '/',
    '/assets/index-Ab12.js',
    '/api/menu',
    '/v1/popular',
    '/nothing',
    '/metrics',
    `/api${BREAKS}?headers`,
  ])('secures what it sends for %s, and names no software', async (path) => {
    const method = path.includes(BREAKS) ? 'POST' : 'GET';
    const { headers } = await caddy.ask(path, { method, headers: HTML });
    expect(headers).toMatchObject({
      'strict-transport-security': 'max-age=31536000',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'x-frame-options': 'DENY',
      'cross-origin-opener-policy': 'same-origin',
    });
    const policy = headers['content-security-policy'];
    expect(policy).toMatch(/^default-src 'self';.* frame-ancestors 'none';.* script-src 'self';/);
    expect(policy).not.toContain("'none', ");
    expect(Object.keys(headers)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(server|via|x-powered-by)$/)]),
    );
  });

  test('sends people who come without TLS to where there is some', async () => {
    const response = await fetch(`http://127.0.0.1:${caddy.httpPort}/console?a=b`, {
      redirect: 'manual',
      headers: { Host: 'localhost' },
    });
    expect(response.status).toBe(308);
    expect(response.headers.get('Location')).toMatch(/^https:\/\//);
  });

  test('has its own health and figures for those inside', async () => {
    const figures = await fetch(`http://127.0.0.1:${caddy.edgePort}/metrics`);
    expect(await figures.text()).toContain('caddy_http_request');
    expect((await fetch(`http://127.0.0.1:${caddy.edgePort}/v1/popular`)).status).toBe(404);
  });
});
