import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readOrMakeSecret } from './keys.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'keys-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('readOrMakeSecret', () => {
  test('makes 32 bytes that only the owner can read, and finds them again', async () => {
    const inner = path.join(folder, 'not', 'there');
    const secret = await readOrMakeSecret(inner, 'session-key');
    expect(secret).toMatch(/^[0-9a-f]{64}$/);
    expect((await stat(path.join(inner, 'session-key'))).mode & 0o777).toBe(0o600);
    expect(await readOrMakeSecret(inner, 'session-key')).toBe(secret);
    expect(await readOrMakeSecret(inner, 'origin-key')).not.toBe(secret);
  });

  test('everybody who asks at once gets the same, and no draft is left', async () => {
    const secrets = await Promise.all(Array.from({ length: 30 }, () => readOrMakeSecret(folder, 'key')));
    expect(new Set(secrets).size).toBe(1);
    expect(await readdir(folder)).toEqual(['key']);
  });

  test('a file that holds something else is no secret', async () => {
    await writeFile(path.join(folder, 'key'), 'hunter2');
    await expect(readOrMakeSecret(folder, 'key')).rejects.toThrow('should hold 64 hex digits');
  });
});
