import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { evaluateFlag, evaluateFlags, type FlagDefinition } from '../../contracts/http/flags.ts';
import { createAuthenticator, staticToken } from '../auth/authenticator.ts';
import { createApp } from '../http/create-app.ts';
import { createMount } from '../http/mount.ts';
import { sendProblem } from '../http/send-problem.ts';
import { serve, type Served } from '../http/serve.ts';
import { createFlags } from './flag-client.ts';
import { mountOfrep } from './ofrep.ts';

const definition: FlagDefinition = {
  model: {
    state: 'ENABLED',
    variants: { popular: 'popular', peers: 'peers' },
    defaultVariant: 'peers',
    targeting: { if: [{ in: [{ var: 'accountId' }, ['a-1']] }, 'popular'] },
    metadata: { owner: 'stand' },
  },
  off: { state: 'DISABLED', variants: { on: true }, defaultVariant: 'on' },
  broken: {
    state: 'ENABLED',
    variants: { on: true },
    defaultVariant: 'on',
    targeting: { cat: [{ var: 'plan' }, ''] },
  },
};
let current = definition;
const flags = createFlags();
let served: Served;

beforeAll(async () => {
  const app = createApp({ trustProxy: [] });
  const tokens = [
    staticToken('service-token', { id: 'caller', role: 'service' }),
    staticToken('customer-token', { id: 'a-1', role: 'customer' }),
  ];
  mountOfrep(createMount(app, createAuthenticator(tokens)), { definition: () => current, flags });
  app.use(sendProblem(pino({ level: 'silent' })));
  served = await serve(app, { host: '127.0.0.1', port: 0 });
});
beforeEach(() => {
  current = definition;
});
afterAll(async () => {
  await served[Symbol.asyncDispose]();
  await flags[Symbol.asyncDispose]();
});

interface Sent {
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Asks as OFREP's providers do. */
const ask = async (key: string | undefined, { body = '{"context":{}}', headers = {} }: Sent = {}) => {
  const response = await fetch(`${served.url}/ofrep/v1/evaluate/flags${key === undefined ? '' : `/${key}`}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: 'Bearer service-token', ...headers },
    body,
  });
  const text = await response.text();
  const answer: unknown = text === '' ? undefined : JSON.parse(text);
  return {
    status: response.status,
    etag: response.headers.get('ETag') ?? '',
    type: response.headers.get('Content-Type'),
    answer,
  };
};
const of = (targetingKey: string, more: object = {}): Sent => ({
  body: JSON.stringify({ context: { targetingKey, ...more } }),
});

describe('one flag', () => {
  test('has its value, variant, reason and metadata', async () => {
    const { status, answer } = await ask('model', of('a-2'));
    expect(status).toBe(200);
    expect(answer).toEqual({
      key: 'model',
      value: 'peers',
      variant: 'peers',
      reason: 'DEFAULT',
      metadata: { owner: 'stand' },
    });
    expect(evaluateFlag.reply.parse(answer)).toEqual(answer);
  });

  test('follows a rule on the account, also for callers that send a targetingKey alone', async () => {
    expect((await ask('model', of('a-1'))).answer).toMatchObject({
      value: 'popular',
      reason: 'TARGETING_MATCH',
    });
    expect((await ask('model', of('a-1', { accountId: 'a-2' }))).answer).toMatchObject({ value: 'peers' });
  });

  test('that is disabled is a success without a value', async () => {
    const { status, answer } = await ask('off');
    expect(status).toBe(200);
    expect(answer).toEqual({ key: 'off', reason: 'DISABLED' });
  });

  test('that does not exist is 404 FLAG_NOT_FOUND', async () => {
    for (const key of ['nothing', 'x'.repeat(500), '__proto__', '%F0%9F%8C%AD']) {
      const { status, answer } = await ask(key);
      expect(status).toBe(404);
      expect(answer).toMatchObject({ key: decodeURIComponent(key), errorCode: 'FLAG_NOT_FOUND' });
    }
  });

  test('that fails is 400 with the reason', async () => {
    const { status, answer } = await ask('broken', of('a-1', { plan: 'gold' }));
    expect(status).toBe(400);
    expect(answer).toEqual({
      key: 'broken',
      errorCode: 'GENERAL',
      errorDetails: "Variant 'gold' not found in flag with key 'broken'",
    });
  });

  test('needs no context', async () => {
    for (const body of ['{}', ''])
      expect((await ask('model', { body })).answer).toMatchObject({ value: 'peers' });
  });

  test('changes with the definition', async () => {
    current = { ...definition, model: { ...definition['model']!, state: 'DISABLED' } };
    expect((await ask('model', of('a-1'))).answer).not.toHaveProperty('value');
  });
});

describe('all flags', () => {
  test('come at once, disabled and failing ones too', async () => {
    const { status, answer } = await ask(undefined, of('a-1', { plan: 'gold' }));
    expect(status).toBe(200);
    expect(evaluateFlags.reply.parse(answer).flags).toMatchObject([
      { key: 'model', value: 'popular' },
      { key: 'off', reason: 'DISABLED' },
      { key: 'broken', errorCode: 'GENERAL' },
    ]);
  });

  test('are 304 for who has them, until they change', async () => {
    const { etag } = await ask(undefined, of('a-1'));
    expect(etag).toMatch(/^"[\w-]{43}"$/);
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const again = await ask(undefined, { ...of('a-1'), headers: { 'If-None-Match': known } });
      expect(again).toMatchObject({ status: 304, etag, answer: undefined });
    }
    current = { ...definition, model: { ...definition['model']!, targeting: {} } };
    const changed = await ask(undefined, { ...of('a-1'), headers: { 'If-None-Match': etag } });
    expect(changed).toMatchObject({ status: 200, answer: { flags: [{ value: 'peers' }, {}, {}] } });
  });

  test('have another tag in a context that makes a difference, and the same in one that makes none', async () => {
    const tagOf = async (account: string) => (await ask(undefined, of(account))).etag;
    expect(await tagOf('a-1')).not.toBe(await tagOf('a-2'));
    expect(await tagOf('a-3')).toBe(await tagOf('a-2'));
    const stolen = { ...of('a-2'), headers: { 'If-None-Match': await tagOf('a-1') } };
    expect((await ask(undefined, stolen)).status).toBe(200);
  });
});

describe('a bad request', () => {
  test.each<[string, string, string]>([
    ['a context that is a list', '{"context":[]}', 'INVALID_CONTEXT'],
    ['a context that is null', '{"context":null}', 'INVALID_CONTEXT'],
    ['a targetingKey that is a number', '{"context":{"targetingKey":1}}', 'INVALID_CONTEXT'],
    [
      'a targetingKey without end',
      JSON.stringify({ context: { targetingKey: 'x'.repeat(129) } }),
      'INVALID_CONTEXT',
    ],
    ['a body that is text', '"context"', 'INVALID_CONTEXT'],
    ['a body that is not JSON', '{"context":', 'PARSE_ERROR'],
    [
      'a context as deep as it is long',
      `{"context":{"a":${'['.repeat(4_000)}${']'.repeat(4_000)}}}`,
      'INVALID_CONTEXT',
    ],
  ])("%s is 400 in OFREP's shape", async (_, body, errorCode) => {
    const one = await ask('model', { body });
    expect(one).toMatchObject({ status: 400, type: 'application/json; charset=utf-8' });
    expect(one.answer).toEqual({ key: 'model', errorCode, errorDetails: expect.any(String) });
    const all = await ask(undefined, { body });
    expect(all.status).toBe(400);
    expect(all.answer).toEqual({ errorCode, errorDetails: expect.any(String) });
  });

  test.each<[number, string, Sent]>([
    [401, 'unauthorized', { headers: { Authorization: '' } }],
    [403, 'forbidden', { headers: { Authorization: 'Bearer customer-token' } }],
    [413, 'too-large', { body: JSON.stringify({ context: { a: 'x'.repeat(9_000) } }) }],
    [415, 'unsupported-media-type', { headers: { 'Content-Type': 'text/plain' } }],
  ])('%i is a problem, as everywhere', async (status, code, sent) => {
    for (const key of ['model', undefined]) {
      const { answer, type, ...rest } = await ask(key, sent);
      expect(rest.status).toBe(status);
      expect(type).toBe('application/problem+json; charset=utf-8');
      expect(answer).toMatchObject({ status, code });
    }
  });

  test('a context that sets a prototype changes nothing', async () => {
    const { answer } = await ask('model', {
      body: '{"context":{"__proto__":{"accountId":"a-1"},"targetingKey":"a-2"}}',
    });
    expect(answer).toMatchObject({ value: 'peers' });
  });
});
