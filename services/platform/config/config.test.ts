import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError, readConfig } from './config.ts';

const apart = {
  RELISH_SERVICE: 'recommender',
  REDIS_URL: 'redis://127.0.0.1:6379',
  RELISH_SERVICE_TOKEN: 'the-token-of-services',
  RELISH_ADMIN_TOKEN: 'the-token-of-the-admin',
  RELISH_SESSION_SECRET: 's'.repeat(32),
  RELISH_ORIGIN_SECRET: 'o'.repeat(32),
};

const complaintOf = (environment: NodeJS.ProcessEnv): string => {
  try {
    readConfig(environment);
    return '';
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
};

describe('a service apart', () => {
  test('wants all that its replicas must agree on, each by its name', () => {
    const complaint = complaintOf({ RELISH_SERVICE: 'ordering' });
    for (const name of Object.keys(apart).slice(1))
      expect(complaint).toMatch(new RegExp(`^ +${name}: .*needs`, 'm'));
    expect(complaint).toMatch(/^ +RECOMMENDER_URL: .*needs/m);
  });

  test('has all it needs then; only ordering has to know where the recommender is', () => {
    expect(readConfig(apart)).toMatchObject({ RELISH_SERVICE: 'recommender', REDIS_DURABILITY: 'strict' });
    expect(complaintOf({ ...apart, RELISH_SERVICE: 'ordering' })).toContain('RECOMMENDER_URL');
    const ordering = { ...apart, RELISH_SERVICE: 'ordering', RECOMMENDER_URL: 'http://recommender:8080/' };
    expect(readConfig(ordering).RECOMMENDER_URL).toBe('http://recommender:8080');
  });

  test('all of Relish in one process wants nothing', () => {
    expect(readConfig({}).RELISH_SERVICE).toBe('all');
  });
});

test.each([
  ['RECOMMENDER_URL', 'recommender:8080'],
  ['RECOMMENDER_URL', 'ftp://recommender'],
  ['RECOMMENDER_URL', 'http://user:pass@recommender'],
  ['RECOMMENDER_URL', 'http://recommender/path'],
  ['REDIS_URL', 'http://127.0.0.1:6379'],
  ['REDIS_URL', 'redis://'],
  ['REDIS_WAIT_REPLICAS', '-1'],
  ['REDIS_DURABILITY', 'perhaps'],
  ['RELISH_SESSION_SECRET', 'too-short-to-be-secret'],
  ['REMOTE_MODEL_URL', 'http://models/with/a/path'],
  ['OPENLINEAGE_URL', 'marquez'],
  ['OPENLINEAGE_URL', 'file:///etc/passwd'],
  ['OPENLINEAGE_URL', 'https://user@marquez'],
  ['OPENLINEAGE_URL', 'https://:pass@marquez'],
  ['OPENLINEAGE_URL', 'https://marquez?key=secret'],
])('%s may not be %s', (name, value) => {
  expect(complaintOf({ [name]: value })).toMatch(new RegExp(`^ +${name}: `, 'm'));
});

test('a password in a wrong REDIS_URL is not told', () => {
  expect(complaintOf({ REDIS_URL: 'reddis://:hunter-2@127.0.0.1' })).not.toContain('hunter-2');
});

describe('secrets in files', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'relish-secrets-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const fileWith = (text: string): string => {
    const file = join(folder, 'secret');
    writeFileSync(file, text);
    return file;
  };

  test('are read, without the newline at the end', () => {
    const config = readConfig({ RELISH_SERVICE_TOKEN_FILE: fileWith('a-token-from-a-file\n') });
    expect(config.RELISH_SERVICE_TOKEN).toBe('a-token-from-a-file');
  });

  test('a Redis with a password is one', () => {
    const { RELISH_SERVICE, REDIS_URL, ...others } = apart;
    const config = readConfig({ RELISH_SERVICE, ...others, REDIS_URL_FILE: fileWith(REDIS_URL) });
    expect(config.REDIS_URL).toBe(REDIS_URL);
  });

  test('given twice are refused, and not told', () => {
    const token = 'a-token-given-twice';
    const complaint = complaintOf({
      RELISH_ADMIN_TOKEN: token,
      RELISH_ADMIN_TOKEN_FILE: fileWith(`${token}\n`),
    });
    expect(complaint).toMatch(/RELISH_ADMIN_TOKEN_FILE: RELISH_ADMIN_TOKEN is set as well/);
    expect(complaint).not.toContain(token);
  });

  test.each([
    ['nothing there', () => join(folder, 'gone'), 'ENOENT'],
    ['a folder', () => folder, 'no plain file'],
    ['too large a file', () => fileWith('x'.repeat(20_000)), 'larger than'],
    ['an endless one', () => '/dev/zero', 'no plain file'],
  ])('%s is told by the name of the variable', (_, file, reason) => {
    const complaint = complaintOf({ RELISH_SESSION_SECRET_FILE: file() });
    expect(complaint).toMatch(/RELISH_SESSION_SECRET_FILE: the file can't be read/);
    expect(complaint).toContain(reason);
  });

  test('what a file holds is judged like what is set', () => {
    const complaint = complaintOf({ RELISH_ADMIN_TOKEN_FILE: fileWith('short') });
    expect(complaint).toMatch(/^ +RELISH_ADMIN_TOKEN: /m);
  });
});
