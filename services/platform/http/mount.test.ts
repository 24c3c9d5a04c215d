import { request as httpRequest, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { z } from 'zod';
import { problem } from '../../contracts/http/problem.ts';
import { defineRoute } from '../../contracts/http/route.ts';
import { createAuthenticator, staticToken } from '../auth/authenticator.ts';
import { AppError } from './app-error.ts';
import { createApp } from './create-app.ts';
import { createMount, REPLIED } from './mount.ts';
import { notFound, sendProblem } from './send-problem.ts';
import { serve, type Served } from './serve.ts';

const reply = z.unknown();
const echo = defineRoute({
  method: 'post',
  path: '/v1/things/{thingId}/echo',
  summary: 'What came in',
  roles: ['service', 'admin'],
  params: z.object({ thingId: z.string().max(10) }),
  query: z.object({ limit: z.coerce.number().int().max(9).default(5) }),
  body: z.object({ text: z.string(), more: z.json().optional() }),
  status: 201,
  reply,
});
const feed = defineRoute({
  method: 'post',
  path: '/feed',
  summary: 'Of two media types',
  roles: 'public',
  body: z.unknown(),
  mediaTypes: { 'application/a+json': z.unknown(), 'application/b+json': z.unknown() },
  status: 202,
  reply,
});
const remove = defineRoute({
  method: 'delete',
  path: '/thing',
  summary: 'Away',
  roles: 'public',
  status: 204,
  reply: z.undefined(),
});
const own = defineRoute({
  method: 'get',
  path: '/own',
  summary: 'By itself',
  roles: 'public',
  status: 200,
  reply,
});
const guarded = defineRoute({
  method: 'post',
  path: '/guarded',
  summary: 'Limited',
  roles: ['service'],
  body: z.unknown(),
  status: 200,
  reply,
});

let served: Served;
let logged: string[] = [];
let handled = 0;

beforeAll(async () => {
  const app = createApp({ trustProxy: [] });
  const mount = createMount(
    app,
    createAuthenticator([
      staticToken('service-token', { id: 'importer', role: 'service' }),
      staticToken('customer-token', { id: 'a-1', role: 'customer' }),
    ]),
  );
  mount(echo, ({ params, query, body, principal }) => {
    handled += 1;
    return { params, query, body, principal };
  });
  mount(feed, ({ body, principal }) => ({ body, principal }), {
    bodyParser: (request, _, next) => {
      request.body = 'read by its own parser';
      request.resume();
      next();
    },
  });
  mount(remove, () => undefined);
  mount(own, ({ response }) => {
    response.status(418).send('by itself');
    return REPLIED;
  });
  mount(guarded, () => 'in', {
    admit: async ({ id }) => {
      throw new AppError(429, 'too-many-requests', `Slowly, ${id}.`, { headers: { 'Retry-After': '7' } });
    },
  });
  app.use(notFound, sendProblem(pino({}, { write: (line: string) => void logged.push(line) })));
  served = await serve(app, { host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await served[Symbol.asyncDispose]();
});
beforeEach(() => {
  logged = [];
  handled = 0;
});

const JSON_TYPE = { 'Content-Type': 'application/json' };
const SERVICE = { Authorization: 'Bearer service-token' };
const ECHO = '/v1/things/t-1/echo';

const call = async (path: string, init: RequestInit = {}) => {
  const response = await fetch(`${served.url}${path}`, init);
  const text = await response.text();
  const type = response.headers.get('Content-Type') ?? '';
  const answer: unknown = type.includes('json') ? JSON.parse(text) : text;
  return { status: response.status, headers: response.headers, type, answer };
};
const post = (path: string, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
  call(path, { method: 'POST', body, headers: { ...JSON_TYPE, ...SERVICE, ...headers } });
const expectProblem = (
  { status, type, answer }: Awaited<ReturnType<typeof call>>,
  expected: number,
  code: string,
) => {
  expect(type).toMatch(/^application\/problem\+json/);
  expect(status).toBe(expected);
  expect(problem.parse(answer)).toMatchObject({ status: expected, code });
};

describe('a request that is right', () => {
  test('reaches its handler parsed, with who asks, and gets the status of its route', async () => {
    const { status, answer } = await post(
      '/v1/things/%C3%B6%2F1/echo?limit=7&other=1',
      '{"text":"hi","x":1}',
    );
    expect(status).toBe(201);
    expect(answer).toEqual({
      params: { thingId: 'ö/1' },
      query: { limit: 7 },
      body: { text: 'hi' },
      principal: { id: 'importer', role: 'service' },
    });
  });

  test('on a public route is anonymous, and may be read by a parser of its own', async () => {
    const { status, answer } = await post('/feed', '{}', {
      'Content-Type': 'application/b+json; charset=utf-8',
    });
    expect(status).toBe(202);
    expect(answer).toEqual({
      body: 'read by its own parser',
      principal: { id: 'anonymous', role: 'customer' },
    });
  });

  test('can be answered with nothing, or by the handler itself', async () => {
    expect((await call('/thing', { method: 'DELETE' })).status).toBe(204);
    expect(await call('/own')).toMatchObject({ status: 418, answer: 'by itself' });
  });
});

describe('who may not ask', () => {
  test.each<[number, string, Record<string, string>]>([
    [401, 'unauthorized', {}],
    [401, 'unauthorized', { Authorization: 'Bearer wrong-token' }],
    [401, 'unauthorized', { Authorization: 'Basic c2VydmljZS10b2tlbg==' }],
    [403, 'forbidden', { Authorization: 'Bearer customer-token' }],
  ])('gets %i %s', async (status, code, headers) => {
    const response = await call(ECHO, {
      method: 'POST',
      body: '{"text":"hi"}',
      headers: { ...JSON_TYPE, ...headers },
    });
    expectProblem(response, status, code);
    expect(response.headers.get('WWW-Authenticate')).toBe(status === 401 ? 'Bearer realm="relish"' : null);
  });

  test.each<[number, Record<string, string>]>([
    [401, {}],
    [403, { Authorization: 'Bearer customer-token' }],
  ])('gets %i while a body without end is still being sent', async (status, headers) => {
    const request = httpRequest(`${served.url}${ECHO}`, {
      method: 'POST',
      headers: { ...JSON_TYPE, ...headers },
    });
    request.on('error', () => {}).write('{"text":"');
    const response = await new Promise<IncomingMessage>((resolve) => request.on('response', resolve));
    expect(response.statusCode).toBe(status);
    request.destroy();
  });

  test('gets 401 for a body that is said to be huge, before any of it is sent', async () => {
    const socket = connect(served.port, '127.0.0.1');
    socket.write(
      `POST ${ECHO} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 999999999999\r\n\r\n`,
    );
    const head = await new Promise<Buffer>((resolve) => socket.on('data', resolve));
    expect(head.toString()).toMatch(/^HTTP\/1\.1 401 /);
    socket.destroy();
  });

  test('is refused by admission after authentication and before the body', async () => {
    const limited = await post('/guarded', 'not even JSON');
    expectProblem(limited, 429, 'too-many-requests');
    expect(limited.headers.get('Retry-After')).toBe('7');
    expectProblem(await call('/guarded', { method: 'POST' }), 401, 'unauthorized');
  });
});

describe('a body', () => {
  test.each<[string, number, string, string, Record<string, string>]>([
    ['that is not JSON', 400, 'not-json', '{"text":', {}],
    ['that is another shape', 400, 'invalid-request', '{"text":1}', {}],
    ['that is missing', 400, 'invalid-request', '', {}],
    ['that is a list', 400, 'invalid-request', '[]', {}],
    ['over 64 kB', 413, 'too-large', JSON.stringify({ text: 'x'.repeat(65_536) }), {}],
    [
      'deeper than the stack',
      400,
      'too-deep',
      `{"text":"","more":${'['.repeat(30_000)}${']'.repeat(30_000)}}`,
      {},
    ],
    ['of another type', 415, 'unsupported-media-type', '{"text":"hi"}', { 'Content-Type': 'text/plain' }],
    [
      'of a form',
      415,
      'unsupported-media-type',
      'text=hi',
      { 'Content-Type': 'application/x-www-form-urlencoded' },
    ],
    [
      'of nearly the type',
      415,
      'unsupported-media-type',
      '{"text":"hi"}',
      { 'Content-Type': 'application/jsonp' },
    ],
    ['of no type', 415, 'unsupported-media-type', '{"text":"hi"}', { 'Content-Type': '' }],
    [
      'in a charset nobody knows',
      415,
      'unsupported-charset',
      '{"text":"hi"}',
      { 'Content-Type': 'application/json; charset=klingon' },
    ],
    [
      'packed in a way nobody knows',
      415,
      'unsupported-encoding',
      '{"text":"hi"}',
      { 'Content-Encoding': 'zip' },
    ],
  ])('%s is %i %s', async (_, status, code, body, headers) => {
    expectProblem(await post(ECHO, body, headers), status, code);
    expect(handled).toBe(0);
    expect(logged).toEqual([]);
  });

  test('that is small only while it is packed is 413', async () => {
    const { gzipSync } = await import('node:zlib');
    const packed = new Uint8Array(gzipSync(JSON.stringify({ text: 'x'.repeat(10_000_000) })));
    expectProblem(await post(ECHO, packed, { 'Content-Encoding': 'gzip' }), 413, 'too-large');
  });

  test('of a route with its own media types has to be one of them', async () => {
    const response = await post('/feed', '{}');
    expectProblem(response, 415, 'unsupported-media-type');
    expect(response.headers.get('Accept')).toBe('application/a+json, application/b+json');
  });
});

describe('what is in the address', () => {
  test.each([
    ['a path with half a letter', '/v1/things/%E0%A4/echo', 400, 'bad-path'],
    ['a path with % and no digits', '/v1/things/%zz/echo', 400, 'bad-path'],
    ['a parameter that is too long', `/v1/things/${'x'.repeat(11)}/echo`, 400, 'invalid-request'],
    ['a query out of bounds', `${ECHO}?limit=10`, 400, 'invalid-request'],
    ['a query given twice', `${ECHO}?limit=1&limit=2`, 400, 'invalid-request'],
    ['no route', '/v1/nothing', 404, 'not-found'],
  ])('%s is a problem', async (_, path, status, code) => {
    expectProblem(await post(path, '{"text":"hi"}'), status, code);
    expect(logged).toEqual([]);
  });

  test('is quoted back in part only', async () => {
    const { answer } = await call(`/${'x'.repeat(5_000)}`);
    expect(JSON.stringify(answer).length).toBeLessThan(500);
  });
});
