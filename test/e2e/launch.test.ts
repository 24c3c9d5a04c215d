import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { problem } from '../../services/contracts/http/problem.ts';
import { readConfig } from '../../services/platform/config/config.ts';
import { launch, type Relish } from '../../services/relish/launch/launch.ts';

const PAGE = { accept: 'text/html,application/xhtml+xml' };
const openApi = z.object({
  openapi: z.string(),
  paths: z.record(z.string(), z.record(z.string(), z.object({ 'x-roles': z.unknown() }))),
});

let folder: string;
let relish: Relish;

const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(relish.url + path, { headers });
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const problemOf = async (response: Response) => {
  expect(response.headers.get('content-type')).toContain('application/problem+json');
  return problem.parse(await response.json());
};

const buildPages = async (webFolder: string): Promise<void> => {
  for (const app of ['order', 'console']) {
    await mkdir(join(webFolder, app, 'assets'), { recursive: true });
    await writeFile(join(webFolder, app, 'index.html'), `<!doctype html><title>${app}</title>`);
    await writeFile(join(webFolder, app, 'assets', 'main-0a1b2c3d.js'), `// ${app}`);
  }
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relish-launch-'));
  await buildPages(join(folder, 'web'));
  relish = await launch(
    readConfig({ PORT: '0', RELISH_DATA: join(folder, 'data'), RELISH_LOG_LEVEL: 'silent' }),
    { webFolder: join(folder, 'web') },
  );
});

afterAll(async () => {
  await relish[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

describe('all of Relish in one process', () => {
  test('is alive, becomes ready, and says how it is doing', async () => {
    expect((await get('/livez')).status).toBe(200);
    const status = await get('/v1/status', bearer(relish.data.tokens.service.secret));
    expect(status.status).toBe(200);
    const { position } = z.object({ position: z.string() }).parse(await status.json());
    await get(`/v1/status?minPosition=${position}`, bearer(relish.data.tokens.service.secret));
    expect((await get('/readyz')).status).toBe(200);
    expect(await (await get('/metrics')).text()).toContain('http_request_duration_seconds_count');
  });

  test('serves both services: the menu of the one, what people like of the other', async () => {
    expect(await (await get('/api/menu')).text()).toContain('bcpcc-8');
    const popular = await get('/v1/popular', bearer(relish.data.tokens.service.secret));
    expect(await popular.text()).toContain('bcpcc-8');
  });

  test('keeps its folder and its secrets to their owner, and tokens where it says', async () => {
    expect((await stat(relish.data.folder)).mode & 0o777).toBe(0o700);
    for (const { file, secret } of Object.values(relish.data.tokens)) {
      expect(file).toBeDefined();
      expect((await stat(file ?? '')).mode & 0o777).toBe(0o600);
      expect(await readFile(file ?? '', 'utf8')).toBe(secret);
    }
  });

  test('wants a token, and the right one', async () => {
    const stranger = await get('/v1/accounts');
    expect(stranger.status).toBe(401);
    expect(stranger.headers.get('www-authenticate')).toContain('Bearer');
    expect(await problemOf(stranger)).toMatchObject({ status: 401, code: 'unauthorized' });
    const service = await get('/v1/accounts', bearer(relish.data.tokens.service.secret));
    expect(service.status).toBe(403);
    expect(await problemOf(service)).toMatchObject({ status: 403, code: 'forbidden' });
    expect((await get('/v1/accounts', bearer(relish.data.tokens.admin.secret))).status).toBe(200);
  });

  test.each(['/api/openapi.json', '/v1/openapi.json'])(
    '%s describes routes that exist, and are closed to strangers unless they say otherwise',
    async (document) => {
      const { paths } = openApi.parse(await (await get(document)).json());
      const operations = Object.entries(paths).flatMap(([path, methods]) =>
        Object.entries(methods).map(([method, operation]) => ({ path, method, roles: operation['x-roles'] })),
      );
      expect(operations.length).toBeGreaterThan(5);
      const closed = operations.filter(({ roles }) => roles !== 'public');
      for (const { path, method } of closed) {
        const response = await fetch(relish.url + path.replaceAll(/\{\w+\}/g, 'x-1'), { method });
        expect({ method, path, status: response.status }).toEqual({ method, path, status: 401 });
      }
    },
  );
});

describe('the web apps', () => {
  test.each([
    ['/', 'order'],
    ['/orders', 'order'],
    ['/console', 'console'],
    ['/console/', 'console'],
    ['/console/accounts?search=x', 'console'],
  ])('%s is a page of the %s app, asked for anew each time', async (path, app) => {
    const response = await get(path, PAGE);
    expect(response.status).toBe(200);
    expect(await response.text()).toContain(`<title>${app}</title>`);
    expect(response.headers.get('cache-control')).toBe('no-cache');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'self'");
  });

  test.each([
    ['/assets/main-0a1b2c3d.js', 'order'],
    ['/console/assets/main-0a1b2c3d.js', 'console'],
  ])('%s never changes', async (path, app) => {
    const response = await get(path);
    expect(await response.text()).toBe(`// ${app}`);
    expect(response.headers.get('cache-control')).toContain('immutable');
  });

  test.each([
    ['/api/nothing', PAGE],
    ['/v1/nothing', PAGE],
    ['/assets/gone.js', {}],
    ['/nothing', { accept: 'application/json' }],
    ['/%2e%2e/data/admin-token', {}],
    ['/console/..%2f..%2fdata%2fadmin-token', {}],
  ])('%s is a problem, not a page', async (path, headers) => {
    const response = await get(path, headers);
    expect([403, 404]).toContain(response.status);
    await problemOf(response);
  });

  test('say what to do where they are not built', async () => {
    const data = join(folder, 'unbuilt');
    const config = readConfig({
      PORT: '0',
      RELISH_DATA: data,
      RELISH_DEMO: 'off',
      RELISH_LOG_LEVEL: 'silent',
    });
    await using unbuilt = await launch(config, { webFolder: join(folder, 'nowhere') });
    const response = await fetch(`${unbuilt.url}/console`, { headers: PAGE });
    expect(response.status).toBe(503);
    expect((await problemOf(response)).detail).toContain('npm start');
  });
});
