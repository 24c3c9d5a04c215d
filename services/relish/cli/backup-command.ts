import { parseArgs } from 'node:util';
import { logSource } from '../../platform/archive/log-source.ts';
import { takeBackup } from '../../platform/backup/take-backup.ts';
import { positionAt, sequenceOf } from '../../platform/event-log/position.ts';
import type { LogReader } from '../../platform/event-log/open-log-copy.ts';
import type { Config } from '../../platform/config/config.ts';
import { type Signer } from '../../platform/signing/signer.ts';
import { UsageError } from './cli-error.ts';
import { signerOf, trustedBy } from './find-keys.ts';
import { configOf, type OpenedObjects, openFolder, openS3 } from './open-objects.ts';
import { openLog } from './open-log.ts';
import { saveSecrets } from './secrets-file.ts';
import { showProgress } from './show-progress.ts';
import { inWords, say, type Command, type ExitCode, type Terminal } from './terminal.ts';

const help = `relish backup --to FOLDER [--secrets FILE] [--key KEY]…

Backs up the log as it is now: that of the data folder (RELISH_DATA, default .data), or
with REDIS_URL the one on Redis, and what is archived of it in the S3 that S3_ENDPOINT names.
Relish may be running on it, and goes on undisturbed. A second backup into the same folder
adds what is new, and both can be restored. Without --to it goes to the S3.
The log is all that lists, accounts and orders come from. Policies that were proposed and
never activated are not on it.

  --to FOLDER     made if there is none
  --secrets FILE  also writes the secrets of the data folder into FILE, for its owner alone:
                  tokens, sessions, the signing key, and what origins are hashed with.
                  Without them a restored shop has new ones: the same lists, but everybody
                  signs in again, and a known device looks like a new one.
                  Keep it apart from the backup.
  --key KEY       who else may have signed what is there, or what is archived (ed25519:…),
                  beside RELISH_TRUSTED_KEYS

It is signed. Whoever restores it has to know the key that it prints at the end.`;

const openTarget = async (config: Config, folder: string | undefined): Promise<OpenedObjects> => {
  const objects = folder === undefined ? await openS3(config) : await openFolder(folder);
  if (objects) return objects;
  throw new UsageError('Where to? Say --to FOLDER, or set S3_ENDPOINT, S3_ACCESS_KEY and S3_SECRET_KEY.');
};

interface Backup {
  readonly log: LogReader;
  readonly objects: OpenedObjects;
  readonly signer: Signer;
  readonly config: Config;
  readonly keys: readonly string[];
}

const back = async ({ log, objects, signer, config, keys }: Backup, terminal: Terminal) => {
  const head = sequenceOf(log.head());
  let to = 0;
  const progress = showProgress('Backing up', terminal, () => ({
    share: head === 0 ? 1 : to / head,
    text: `${inWords(to)} of ${inWords(head)} events`,
  }));
  try {
    return await takeBackup({
      source: logSource(log),
      head,
      store: objects.store,
      signer,
      trusted: new Map([...signer.trusted, ...(await trustedBy(config, keys))]),
      signal: terminal.stop,
      onProgress: (sequence) => (to = sequence),
    });
  } finally {
    progress.end();
  }
};

const runBackup = async (parameters: readonly string[], terminal: Terminal): Promise<ExitCode> => {
  const { values } = parseArgs({
    args: [...parameters],
    options: {
      to: { type: 'string' },
      secrets: { type: 'string' },
      key: { type: 'string', multiple: true, default: [] },
    },
  });
  const config = configOf(terminal.environment);
  await using log = await openLog(config, values.key);
  await using objects = await openTarget(config, values.to);
  const signer = await signerOf(config);
  const { position, added } = await back({ log, objects, signer, config, keys: values.key }, terminal);
  if (values.secrets !== undefined) await saveSecrets(config.RELISH_DATA, values.secrets);
  const text = [
    `✓ ${inWords(position)} events up to position ${positionAt(position)} are in ${objects.where} (${inWords(added)} of them new).`,
    ...(values.secrets === undefined
      ? []
      : [`  Secrets are in ${values.secrets}: keep it apart from the backup.`]),
    `  Signed with ${signer.keyId}`,
    '  Write the key down elsewhere: relish restore asks for it, so that nobody else can make a backup of this shop.',
  ];
  say(terminal.out, text.join('\n'));
  return 0;
};

export const backupCommand: Command = {
  name: 'backup',
  summary: 'Back up the log, also while Relish runs on it',
  help,
  run: runBackup,
};
