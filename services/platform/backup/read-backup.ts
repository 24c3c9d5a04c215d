import { archiveDamaged } from '../archive/archive-errors.ts';
import type { ArchivedEntry } from '../archive/archived-entry.ts';
import { entriesOf, unpackSegment } from '../archive/segment.ts';
import { withStreams } from '../archive/stream-runs.ts';
import { digestOfBytes } from '../digest/bytes-digest.ts';
import type { ObjectStore } from '../object-store/object-store.ts';
import type { TrustedKeys } from '../signing/trusted-keys.ts';
import {
  backupName,
  type BackupManifest,
  BACKUPS,
  readBackupName,
  restName,
  unsealBackup,
} from './backup-manifest.ts';

/** The positions that backups were made at, in order, by their names alone. */
const listBackups = async (store: ObjectStore): Promise<readonly number[]> => {
  const names = (await store.list(BACKUPS)).map(({ name }) => readBackupName(name));
  return names.flatMap((read) => (read?.kind === 'backup' ? [read.position] : [])).sort((a, b) => a - b);
};

/**
 * The manifest of the backup that reaches furthest, undefined if there is none.
 * @throws AppError 422 `signature-invalid`, 422 `unknown-key`
 */
export const findLastBackup = async (
  store: ObjectStore,
  trusted: TrustedKeys,
): Promise<BackupManifest | undefined> => {
  const position = (await listBackups(store)).at(-1);
  const bytes = position === undefined ? undefined : await store.get(backupName(position));
  return bytes && unsealBackup(bytes, trusted).manifest;
};

/** The entries of a backup that the archive doesn't have. @throws AppError 500 `archive-damaged` */
export const readRest = async (
  store: ObjectStore,
  { position, rest, streams }: BackupManifest,
): Promise<readonly ArchivedEntry[]> => {
  const name = restName(position);
  const bytes = await store.get(name);
  if (!bytes || digestOfBytes(bytes) !== rest) throw archiveDamaged(name, 'is not what was signed');
  return withStreams(entriesOf(await unpackSegment(bytes)), streams, name);
};
