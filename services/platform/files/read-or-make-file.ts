import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { hasErrorCode } from './has-error-code.ts';

/** The trimmed text of a file, undefined if there is none. */
export const readIfThere = async (file: string): Promise<string | undefined> => {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if (hasErrorCode(error, 'ENOENT')) return undefined;
    throw error;
  }
};

/** Written whole under another name and then linked: whoever loses the race reads the winner's. */
const make = async (file: string, text: string): Promise<void> => {
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  await writeFile(draft, text, { mode: 0o600, flag: 'wx', flush: true });
  try {
    await link(draft, file);
  } catch (error) {
    if (!hasErrorCode(error, 'EEXIST')) throw error;
  } finally {
    await unlink(draft);
  }
};

/**
 * The trimmed text of a file that is made on first use, readable by its owner alone, and the same for everybody who
 * asks, also at once and after a restart.
 */
export const readOrMakeFile = async (file: string, makeText: () => string): Promise<string> => {
  const there = await readIfThere(file);
  if (there !== undefined) return there;
  await mkdir(path.dirname(file), { recursive: true });
  await make(file, makeText());
  return (await readIfThere(file)) ?? '';
};
