import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { BackupManifest } from '../../platform/backup/backup-manifest.ts';
import { restoreBackup } from '../../platform/backup/restore-backup.ts';
import { logTarget } from '../../platform/backup/restore-target.ts';
import { openEmbeddedEventLog } from '../../platform/event-log/embedded-event-log.ts';
import { positionAt, sequenceOf } from '../../platform/event-log/position.ts';
import { hasErrorCode } from '../../platform/files/has-error-code.ts';
import type { ObjectStore } from '../../platform/object-store/object-store.ts';
import type { TrustedKeys } from '../../platform/signing/trusted-keys.ts';
import { checkObjects } from './check-objects.ts';
import { CliError } from './cli-error.ts';
import { trustedBy } from './find-keys.ts';
import { configOf, openObjects } from './open-objects.ts';
import { LOG_FOLDER } from './open-log.ts';
import { problemText } from './problem-text.ts';
import { putSecrets, readSecrets } from './secrets-file.ts';
import { showProgress } from './show-progress.ts';
import { inWords, say, type Command, type ExitCode, type Terminal } from './terminal.ts';

/** Half a log must not pass for a whole one: it gets its name when all of it is there. */
const UNFINISHED = 'log-restoring';

const help = `relish restore --from FOLDER [--at POSITION] [--key KEY]… [--secrets FILE]

Restores a backup into an empty data folder (RELISH_DATA, default .data): every event at
the position that it had, so the same lists with the same digest, and every answer that
was given can be looked up and reproduced. The whole backup is verified first, and nothing
is restored if anything of it isn't as it was signed. Without --from it comes from the S3
that S3_ENDPOINT names.

  --at POSITION   an earlier backup; by default the last one
  --key KEY       who signed it (ed25519:…, as relish backup printed it), if
                  RELISH_TRUSTED_KEYS or RELISH_SIGNING_KEY don't say it
  --secrets FILE  what relish backup --secrets wrote, to be put back as well`;

/** @throws CliError unless the folder is empty, or there is none; what an unfinished restore left is removed */
const checkEmpty = async (folder: string): Promise<void> => {
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

const chooseBackup = (backups: readonly BackupManifest[], at: string | undefined): BackupManifest => {
  const inOrder = backups.toSorted((a, b) => a.position - b.position);
  const wanted = at === undefined ? undefined : sequenceOf(at);
  const chosen = wanted === undefined ? inOrder.at(-1) : inOrder.find(({ position }) => position === wanted);
  if (chosen) return chosen;
  const there = inOrder.slice(-10).map(({ position }) => positionAt(position));
  throw new CliError(
    there.length === 0
      ? 'There is no backup there.'
      : `There is no backup at ${at ?? ''}. The last ones are at ${there.join(', ')}.`,
  );
};

interface Restore {
  readonly store: ObjectStore;
  readonly trusted: TrustedKeys;
  readonly manifest: BackupManifest;
  readonly folder: string;
}

const fill = async ({ store, trusted, manifest, folder }: Restore, terminal: Terminal): Promise<void> => {
  let events = 0;
  const progress = showProgress('Restoring', terminal, () => ({
    share: manifest.position === 0 ? 1 : events / manifest.position,
    text: `${inWords(events)} of ${inWords(manifest.position)} events`,
  }));
  const unfinished = join(folder, UNFINISHED);
  try {
    await using log = await openEmbeddedEventLog({ folder: unfinished });
    await restoreBackup({
      ...{ store, trusted, manifest, target: logTarget(log), signal: terminal.stop },
      onProgress: (restored) => (events = restored),
    });
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    if (!terminal.stop.aborted) throw error;
    throw new CliError('Stopped. Nothing was restored.', { cause: error });
  } finally {
    progress.end();
  }
  await rename(unfinished, join(folder, LOG_FOLDER));
  // A name is durable when its folder is.
  await using entries = await open(folder);
  await entries.sync();
};

const runRestore = async (parameters: readonly string[], terminal: Terminal): Promise<ExitCode> => {
  const { values } = parseArgs({
    args: [...parameters],
    options: {
      from: { type: 'string' },
      at: { type: 'string' },
      key: { type: 'string', multiple: true, default: [] },
      secrets: { type: 'string' },
    },
  });
  const config = configOf(terminal.environment);
  const folder = config.RELISH_DATA;
  await checkEmpty(folder);
  const secrets =
    values.secrets === undefined ? new Map<string, string>() : await readSecrets(values.secrets);
  const trusted = await trustedBy(config, values.key);
  await using objects = await openObjects(config, values.from);
  const { store } = objects;
  const { backups, problems } = await checkObjects({ store, trusted }, terminal);
  if (problems.length > 0) throw new CliError(`Nothing was restored.\n${problemText(problems)}`);
  const manifest = chooseBackup(backups, values.at);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await fill({ store, trusted, manifest, folder }, terminal);
  await putSecrets(secrets, folder);
  const position = positionAt(manifest.position);
  say(terminal.out, `✓ ${inWords(manifest.events)} events up to position ${position} are in ${folder}.`);
  if (secrets.size > 0) say(terminal.out, `  ${[...secrets.keys()].join(', ')} were put back.`);
  return 0;
};

export const restoreCommand: Command = {
  name: 'restore',
  summary: 'Restore a backup into an empty data folder',
  help,
  run: runRestore,
};
