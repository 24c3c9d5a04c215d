import { mkdir } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { BackupManifest } from '../../platform/backup/backup-manifest.ts';
import { restoreBackup } from '../../platform/backup/restore-backup.ts';
import type { Config } from '../../platform/config/config.ts';
import { positionAt, sequenceOf } from '../../platform/event-log/position.ts';
import type { ObjectStore } from '../../platform/object-store/object-store.ts';
import type { TrustedKeys } from '../../platform/signing/trusted-keys.ts';
import { checkObjects } from './check-objects.ts';
import { CliError } from './cli-error.ts';
import { trustedBy } from './find-keys.ts';
import { configOf, openObjects } from './open-objects.ts';
import { problemText } from './problem-text.ts';
import { expectEmptyFolder, restoreIntoFolder } from './restore-into-folder.ts';
import { restoreIntoRedis } from './restore-into-redis.ts';
import type { RestorePlace } from './restore-place.ts';
import { putSecrets, readSecrets } from './secrets-file.ts';
import { showProgress } from './show-progress.ts';
import { inWords, say, type Command, type ExitCode, type Terminal } from './terminal.ts';

const help = `relish restore --from FOLDER [--at POSITION] [--key KEY]… [--secrets FILE]

Restores a backup into an empty data folder (RELISH_DATA, default .data), or with REDIS_URL
into a Redis without a log: every event at the position that it had, so the same lists with
the same digest, and every answer that was given can be looked up and reproduced. The whole
backup is verified first, and nothing is restored if anything of it isn't as it was signed.
Without --from it comes from the S3 that S3_ENDPOINT names.

So a shop also moves between a data folder and Redis: stop Relish, back up the one, restore
into the other, and start it there. REDIS_URL must name a user who may write both streams
(relish:{log}:*), and Redis needs memory for the whole log until the archive takes it.

  --at POSITION   an earlier backup; by default the last one
  --key KEY       who signed it (ed25519:…, as relish backup printed it), if
                  RELISH_TRUSTED_KEYS or RELISH_SIGNING_KEY don't say it
  --secrets FILE  what relish backup --secrets wrote, to be put back as well`;

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
  readonly place: RestorePlace;
}

const fill = async ({ store, trusted, manifest, place }: Restore, terminal: Terminal): Promise<void> => {
  const filling = await place.begin(manifest.position);
  let events = 0;
  const progress = showProgress('Restoring', terminal, () => ({
    share: manifest.position === 0 ? 1 : events / manifest.position,
    text: `${inWords(events)} of ${inWords(manifest.position)} events`,
  }));
  try {
    await restoreBackup({
      ...{ store, trusted, manifest, target: filling.target, signal: terminal.stop },
      onProgress: (restored) => (events = restored),
    });
    await filling.finish();
  } catch (error) {
    await filling.discard();
    if (!terminal.stop.aborted) throw error;
    throw new CliError('Stopped. Nothing was restored.', { cause: error });
  } finally {
    progress.end();
  }
};

const placeOf = async (config: Config): Promise<RestorePlace> =>
  config.REDIS_URL === undefined
    ? restoreIntoFolder(config.RELISH_DATA)
    : restoreIntoRedis(config.REDIS_URL, config);

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
  await using place = await placeOf(config);
  await place.expectEmpty();
  if (values.secrets !== undefined) await expectEmptyFolder(folder);
  const secrets =
    values.secrets === undefined ? new Map<string, string>() : await readSecrets(values.secrets);
  const trusted = await trustedBy(config, values.key);
  await using objects = await openObjects(config, values.from);
  const { store } = objects;
  const { backups, problems } = await checkObjects({ store, trusted }, terminal);
  if (problems.length > 0) throw new CliError(`Nothing was restored.\n${problemText(problems)}`);
  const manifest = chooseBackup(backups, values.at);
  await fill({ store, trusted, manifest, place }, terminal);
  if (secrets.size > 0) await mkdir(folder, { recursive: true, mode: 0o700 });
  await putSecrets(secrets, folder);
  const position = positionAt(manifest.position);
  say(terminal.out, `✓ ${inWords(manifest.events)} events up to position ${position} are in ${place.where}.`);
  if (secrets.size > 0) say(terminal.out, `  ${[...secrets.keys()].join(', ')} were put back.`);
  return 0;
};

export const restoreCommand: Command = {
  name: 'restore',
  summary: 'Restore a backup into an empty data folder or Redis',
  help,
  run: runRestore,
};
