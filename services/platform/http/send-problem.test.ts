import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { RequestHandler } from 'express';
import { pino } from 'pino';
import { problem } from '../../contracts/http/problem.ts';
import { AppError } from './app-error.ts';
import { createApp } from './create-app.ts';
import { notFound, sendProblem } from './send-problem.ts';
import { serve, type Served } from './serve.ts';

const SECRET = 'the password is in /etc/relish';
const handlers: Readonly<Record<string, RequestHandler>> = {
  later: async () => Promise.reject(new Error(SECRET)),
  'at-once': () => {
    throw new TypeError(SECRET);
  },
  oddly: () => {
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- libraries do throw texts, and what they say must not get out either
    throw SECRET;
  },
  'with-a-status': () => {
    throw Object.assign(new Error(SECRET), { status: 400, statusCode: 400 });
  },
  'decoding-something-else': () => {
    decodeURIComponent('%');
  },
  known: () => {
    const options = { facts: { opens: '09:00' }, headers: { 'X-Opens': '9' } };
    throw new AppError(409, 'closed', 'Come back at 9.', options);
  },
  unavailable: () => {
    throw new AppError(503, 'behind', 'Try again.', { cause: new Error(SECRET) });
  },
  'half-way': async (_, response) => {
    response.write('half of it');
    throw new Error(SECRET);
  },
};

let served: Served;
let logged: string[];

beforeEach(async () => {
  logged = [];
  const app = createApp({ trustProxy: [] });
  for (const [name, handler] of Object.entries(handlers)) app.get(`/${name}`, handler);
  app.use(notFound, sendProblem(pino({}, { write: (line: string) => void logged.push(line) })));
  served = await serve(app, { host: '127.0.0.1', port: 0 });
});
afterEach(async () => {
  await served[Symbol.asyncDispose]();
});

const failed = async (name: string) => {
  const response = await fetch(`${served.url}/${name}`);
  expect(response.headers.get('Content-Type')).toMatch(/^application\/problem\+json/);
  const told = problem.parse(await response.json());
  expect(told.status).toBe(response.status);
  expect(JSON.stringify(told)).not.toContain('password');
  return { ...told, headers: response.headers };
};

describe('an error that nobody was meant to see', () => {
  test.each(['later', 'at-once', 'oddly', 'with-a-status'])(
    'thrown %s is 500, and told to the log alone',
    async (how) => {
      expect(await failed(how)).toMatchObject({ status: 500, code: 'internal' });
      expect(logged.join()).toContain(SECRET);
      expect(logged.join()).toContain(how);
    },
  );

  test('is a fault of ours also when it is about decoding, but not of the path', async () => {
    expect(await failed('decoding-something-else')).toMatchObject({ status: 500 });
  });

  test('in the middle of an answer cuts the connection: nobody takes half for the whole', async () => {
    const response = await fetch(`${served.url}/half-way`);
    await expect(response.text()).rejects.toThrow('terminated');
  });
});

describe('an error that was meant to be seen', () => {
  test('is told with its facts and headers, and is no news for the log', async () => {
    const { headers, ...told } = await failed('known');
    expect(told).toEqual({
      type: 'urn:relish:problem:closed',
      title: 'Conflict',
      status: 409,
      code: 'closed',
      detail: 'Come back at 9.',
      facts: { opens: '09:00' },
    });
    expect(headers.get('X-Opens')).toBe('9');
    expect(logged).toEqual([]);
  });

  test('is told without its cause, which goes to the log if it is ours', async () => {
    expect(await failed('unavailable')).toMatchObject({ status: 503, code: 'behind' });
    expect(logged.join()).toContain(SECRET);
  });

  test('is that there is nothing here', async () => {
    expect(await failed('nothing')).toMatchObject({
      status: 404,
      code: 'not-found',
      detail: 'There is no GET /nothing.',
    });
    expect((await failed('x'.repeat(5_000))).detail.length).toBeLessThan(300);
    expect(logged).toEqual([]);
  });
});
