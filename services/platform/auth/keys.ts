import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { readOrMakeFile } from '../files/read-or-make-file.ts';

const SECRET_BYTES = 32;
const WRITTEN = /^[0-9a-f]{64}$/;

/**
 * The secret `name` of a data folder: 32 random bytes as 64 hex digits, made on first use, readable by its
 * owner alone, the same for everybody who asks, also at once and after a restart.
 * @throws Error if the file holds something else
 */
export const readOrMakeSecret = async (folder: string, name: string): Promise<string> => {
  const file = path.join(folder, name);
  const secret = await readOrMakeFile(file, () => randomBytes(SECRET_BYTES).toString('hex'));
  if (!WRITTEN.test(secret))
    throw new Error(
      `${file} should hold 64 hex digits. Put the right file back, or remove it for a new secret.`,
    );
  return secret;
};
