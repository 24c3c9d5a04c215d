import { describe, expect, test } from '@jest/globals';
import { checkPasscode, hashPasscode, isPasscodeHash, NOBODYS_HASH, QUICK } from './passcode.ts';

describe('passcodes', () => {
  test('a hash knows its passcode, however it is composed, and no other', async () => {
    const hash = await hashPasscode('cr\u00e8me', QUICK);
    expect(hash).not.toContain('me');
    expect(await checkPasscode('cr\u00e8me', hash)).toBe(true);
    expect(await checkPasscode('cre\u0300me', hash)).toBe(true);
    expect(await checkPasscode('creme', hash)).toBe(false);
    expect(await checkPasscode('', hash)).toBe(false);
  });

  test('the same passcode has another hash each time', async () => {
    expect(await hashPasscode('relish', QUICK)).not.toBe(await hashPasscode('relish', QUICK));
  });

  test("nobody's hash costs what a real one does", async () => {
    const real = await hashPasscode('relish');
    expect(isPasscodeHash(real)).toBe(true);
    expect(isPasscodeHash(NOBODYS_HASH)).toBe(true);
    expect(NOBODYS_HASH.split(':')[0]).toBe(real.split(':')[0]);
    expect(await checkPasscode('', NOBODYS_HASH)).toBe(false);
  });

  test.each([
    ['relish'],
    ['scrypt-16384-8-5:00:00'],
    [`scrypt-999999-8-5:${'0'.repeat(32)}:${'0'.repeat(64)}`],
  ])('%s is no hash', (text) => {
    expect(isPasscodeHash(text)).toBe(false);
  });
});
