import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { findToken } from './find-token.ts';

const local = new URL('http://127.0.0.1:8080');
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relish-token-'));
  await writeFile(join(folder, 'service-token'), 'from-the-file-0123456789\n');
});
afterAll(() => rm(folder, { recursive: true }));

describe('findToken', () => {
  it('takes RELISH_SERVICE_TOKEN first', async () => {
    const environment = { RELISH_SERVICE_TOKEN: 'from-the-environment', RELISH_DATA: folder };
    expect(await findToken(local, environment)).toEqual({
      token: 'from-the-environment',
      from: 'RELISH_SERVICE_TOKEN',
    });
  });

  it.each(['http://127.0.0.1:8080', 'http://localhost', 'http://[::1]:9'])(
    'takes the token of the local instance for %s',
    async (url) => {
      const found = await findToken(new URL(url), { RELISH_DATA: folder });
      expect(found).toEqual({ token: 'from-the-file-0123456789', from: join(folder, 'service-token') });
    },
  );

  it.each(['http://relish.example', 'http://127.0.0.1.evil.example', 'http://10.0.0.1'])(
    'never sends the local token to %s',
    async (url) => {
      await expect(findToken(new URL(url), { RELISH_DATA: folder })).rejects.toThrow(
        /set RELISH_SERVICE_TOKEN/,
      );
    },
  );

  it('says what to do when there is none', async () => {
    const missing = findToken(local, { RELISH_DATA: join(folder, 'none') });
    await expect(missing).rejects.toThrow(/npm start.*RELISH_DATA/);
  });
});
