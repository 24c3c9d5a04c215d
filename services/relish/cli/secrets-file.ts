import { randomBytes } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { hasErrorCode } from '../../platform/files/has-error-code.ts';
import { CliError } from './cli-error.ts';

/** What of a data folder opens doors, and who was shown out: a restored shop without it is one with new locks. */
const NAMES = [
  'service-token',
  'admin-token',
  'session-secret',
  'demo-session-secret',
  'signed-out',
  'origin-secret',
  'signing-key',
] as const;
const OWNER_ONLY = 0o600;

const secretsFile = z.object({
  kind: z.literal('relish-secrets'),
  files: z.partialRecord(z.enum(NAMES), z.string().max(10_000_000)),
});

const readIfThere = async (file: string): Promise<string | undefined> => {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (hasErrorCode(error, 'ENOENT')) return undefined;
    throw error;
  }
};

const parse = (text: string, file: string): z.infer<typeof secretsFile> => {
  try {
    return secretsFile.parse(JSON.parse(text));
  } catch (cause) {
    throw new CliError(`${file} holds something else than the secrets of a Relish.`, { cause });
  }
};

/**
 * Writes the secrets of a data folder into one file that its owner alone can read. An earlier one of ours is replaced.
 * @throws CliError if the file holds something else
 */
export const saveSecrets = async (folder: string, file: string): Promise<void> => {
  const there = await readIfThere(file);
  if (there !== undefined) parse(there, file);
  const files: Record<string, string> = {};
  for (const name of NAMES) {
    const text = await readIfThere(join(folder, name));
    if (text !== undefined) files[name] = text;
  }
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  try {
    const text = `${JSON.stringify({ kind: 'relish-secrets', files })}\n`;
    await writeFile(draft, text, { mode: OWNER_ONLY, flag: 'wx', flush: true });
    await rename(draft, file);
  } catch (cause) {
    await rm(draft, { force: true });
    throw new CliError(`${file} can't be written. Say another place for --secrets.`, { cause });
  }
};

/** @throws CliError if the file isn't there or holds something else */
export const readSecrets = async (file: string): Promise<ReadonlyMap<string, string>> => {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new CliError(`${file} can't be read.`, { cause });
  });
  return new Map(Object.entries(parse(text, file).files));
};

/** Puts them back, each for its owner alone. */
export const putSecrets = async (secrets: ReadonlyMap<string, string>, folder: string): Promise<void> => {
  for (const [name, text] of secrets) {
    await writeFile(join(folder, name), text, { mode: OWNER_ONLY, flag: 'wx', flush: true });
  }
};
