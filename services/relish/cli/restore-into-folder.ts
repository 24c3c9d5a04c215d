import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { embeddedTarget } from '../../platform/backup/restore-target.ts';
import { openRestoredEmbeddedLog } from '../../platform/event-log/restored-embedded-log.ts';
import { hasErrorCode } from '../../platform/files/has-error-code.ts';
import { CliError } from './cli-error.ts';
import { LOG_FOLDER } from './open-log.ts';
import type { Filling, RestorePlace } from './restore-place.ts';

/** Half a log must not pass for a whole one: it gets its name when all of it is there. */
const UNFINISHED = 'log-restoring';

/** @throws CliError unless the folder is empty, or there is none; what an unfinished restore left is removed */
export const expectEmptyFolder = async (folder: string): Promise<void> => {
  const found = await readdir(folder).catch((error: unknown) => {
    if (hasErrorCode(error, 'ENOENT')) return [];
    throw new CliError(`${folder} can't be used as a data folder.`, { cause: error });
  });
  if (found.some((name) => name !== UNFINISHED)) {
    throw new CliError(
      `${folder} is not empty. Nothing was done: set RELISH_DATA to an empty or a new folder.`,
    );
  }
  await rm(join(folder, UNFINISHED), { recursive: true, force: true });
};

const begin = async (folder: string): Promise<Filling> => {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const unfinished = join(folder, UNFINISHED);
  const log = await openRestoredEmbeddedLog(unfinished);
  return {
    target: embeddedTarget(log),
    async finish() {
      await log[Symbol.asyncDispose]();
      await rename(unfinished, join(folder, LOG_FOLDER));
      // A name is durable when its folder is.
      await using entries = await open(folder);
      await entries.sync();
    },
    async discard() {
      await log[Symbol.asyncDispose]();
      await rm(unfinished, { recursive: true, force: true });
    },
  };
};

export const restoreIntoFolder = (folder: string): RestorePlace => ({
  where: folder,
  expectEmpty: () => expectEmptyFolder(folder),
  begin: () => begin(folder),
  [Symbol.asyncDispose]: async () => undefined,
});
