import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { hasErrorCode } from '../files/has-error-code.ts';

const SECRET_BYTES = 32;
const WRITTEN = /^[0-9a-f]{64}$/;

const readIfThere = async (file: string): Promise<string | undefined> => {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if (hasErrorCode(error, 'ENOENT')) return undefined;
    throw error;
  }
};

/** Written whole under another name and then linked: whoever loses the race reads the winner's. */
const make = async (file: string): Promise<void> => {
  const secret = randomBytes(SECRET_BYTES).toString('hex');
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  await writeFile(draft, secret, { mode: 0o600, flag: 'wx', flush: true });
  try {
    await link(draft, file);
  } catch (error) {
    if (!hasErrorCode(error, 'EEXIST')) throw error;
  } finally {
    await unlink(draft);
  }
};

/**
 * The secret `name` of a data folder: 32 random bytes as 64 hex digits, made on first use, readable by its
 * owner alone, the same for everybody who asks, also at once and after a restart.
 * @throws Error if the file holds something else
 */
export const readOrMakeSecret = async (folder: string, name: string): Promise<string> => {
  const file = path.join(folder, name);
  let secret = await readIfThere(file);
  if (secret === undefined) {
    await mkdir(folder, { recursive: true });
    await make(file);
    secret = await readIfThere(file);
  }
  if (!secret || !WRITTEN.test(secret))
    throw new Error(
      `${file} should hold 64 hex digits. Put the right file back, or remove it for a new secret.`,
    );
  return secret;
};
