import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { appendFile, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SignJWT, UnsecuredJWT } from 'jose';
import { openFileRevocations } from './file-revocations.ts';
import { createSessions } from './sessions.ts';

const HOUR = 3_600_000;
const SECRET = 'a'.repeat(64);
const ada = { accountId: 'e-01', role: 'customer' } as const;

let folder = '';
let clock = 0;
const now = (): number => clock;
const start = ({ secret = SECRET }: { secret?: string } = {}) =>
  createSessions({
    secret,
    revocations: openFileRevocations(path.join(folder, 'signed-out'), { now }),
    now,
  });

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sessions-'));
  clock = Date.parse('2026-11-20T12:00:00Z');
});
afterEach(() => rm(folder, { recursive: true }));

describe('sessions', () => {
  test('a token says who it is, for 12 hours, also after a restart', async () => {
    const { token, expires } = await start().issue(ada);
    expect(expires).toBe('2026-11-21T00:00:00.000Z');
    clock += 12 * HOUR - 1_000;
    expect(await start().read(token)).toEqual({ id: 'e-01', role: 'customer' });
    clock += 1_000;
    expect(await start().read(token)).toBeUndefined();
  });

  test('what is signed out stays signed out, also after a restart; other sessions go on', async () => {
    const sessions = start();
    const [gone, other] = await Promise.all([sessions.issue(ada), sessions.issue(ada)]);
    await sessions.revoke(gone.token);
    await sessions.revoke(gone.token);
    expect(await sessions.read(gone.token)).toBeUndefined();
    const restarted = start();
    expect(await restarted.read(gone.token)).toBeUndefined();
    expect(await restarted.read(other.token)).toBeDefined();
  });

  test('a sign-out after a torn last line is kept', async () => {
    const first = start();
    const { token } = await first.issue(ada);
    await appendFile(path.join(folder, 'signed-out'), 'c2ab17e6-2b');
    const second = start();
    await second.revoke(token);
    expect(await start().read(token)).toBeUndefined();
  });

  test('what is over is forgotten at start, and the file is private', async () => {
    const sessions = start();
    await sessions.revoke((await sessions.issue(ada)).token);
    const file = path.join(folder, 'signed-out');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    clock += 12 * HOUR;
    start();
    expect(await readFile(file, 'utf8')).toBe('');
  });

  test('forged tokens are worth nothing', async () => {
    const sessions = start();
    const { token } = await sessions.issue(ada);
    const claims = { role: 'admin', jti: 'c2ab17e6-2b5c-4c53-9d0a-0f6f0b6a4c11' };
    const forge = (key: string, alg: string, audience = 'relish') =>
      new SignJWT(claims)
        .setProtectedHeader({ alg })
        .setSubject('e-01')
        .setIssuer('relish')
        .setAudience(audience)
        .setExpirationTime(clock / 1000 + 60)
        .sign(new TextEncoder().encode(key));
    const unsigned = new UnsecuredJWT(claims)
      .setSubject('e-01')
      .setIssuer('relish')
      .setAudience('relish')
      .setExpirationTime(clock / 1000 + 60)
      .encode();
    const [head, , signature] = token.split('.');
    const body = Buffer.from(JSON.stringify({ ...claims, sub: 'e-01' })).toString('base64url');
    const forged = [
      await forge('b'.repeat(64), 'HS256'),
      await forge(SECRET, 'HS512'),
      await forge(SECRET, 'HS256', 'somebody else'),
      unsigned,
      `${head}.${body}.${signature}`,
      'not a token',
      '',
    ];
    for (const each of forged) expect(await sessions.read(each)).toBeUndefined();
    await expect(sessions.revoke('a token set at start')).rejects.toMatchObject({ status: 409 });
    expect(await sessions.read(await forge(SECRET, 'HS256'))).toEqual({ id: 'e-01', role: 'admin' });
  });

  test('another secret reads nothing', async () => {
    const { token } = await start().issue(ada);
    expect(await start({ secret: 'b'.repeat(64) }).read(token)).toBeUndefined();
  });
});
