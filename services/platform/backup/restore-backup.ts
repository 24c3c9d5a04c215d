import type { ArchivedEntry } from '../archive/archived-entry.ts';
import { openArchive } from '../archive/open-archive.ts';
import { positionAt } from '../event-log/position.ts';
import { AppError } from '../http/app-error.ts';
import type { ObjectStore } from '../object-store/object-store.ts';
import type { TrustedKeys } from '../signing/trusted-keys.ts';
import { archiveDamaged } from '../archive/archive-errors.ts';
import { type BackupManifest, restName, WHOLE_LOG } from './backup-manifest.ts';
import { readRest } from './read-backup.ts';
import type { RestoreTarget } from './restore-target.ts';

const BATCH = 5_000;

interface RestoreBackup {
  readonly store: ObjectStore;
  readonly trusted: TrustedKeys;
  /** Of a backup that was verified. */
  readonly manifest: BackupManifest;
  readonly target: RestoreTarget;
  readonly signal?: AbortSignal;
  /** Told how many events are restored. */
  readonly onProgress?: (events: number) => void;
}

const archivedEntries = async function* ({
  store,
  trusted,
  manifest: { archivedTo },
}: RestoreBackup): AsyncIterable<readonly ArchivedEntry[]> {
  const archive = await openArchive(store, WHOLE_LOG, trusted);
  let after = 0;
  while (after < archivedTo) {
    const page = await archive.read(after, BATCH);
    const entries = page.filter(({ sequence }) => sequence <= archivedTo);
    if (entries.length === 0) return;
    yield entries;
    after = entries.at(-1)?.sequence ?? archivedTo;
  }
};

const entriesOfBackup = async function* (given: RestoreBackup): AsyncIterable<readonly ArchivedEntry[]> {
  yield* archivedEntries(given);
  const rest = await readRest(given.store, given.manifest);
  for (let start = 0; start < rest.length; start += BATCH) yield rest.slice(start, start + BATCH);
};

/**
 * Appends a backup's events to a target, each at the position that it had: request ids, cursors and recorded answers
 * name positions.
 * @throws AppError 500 `archive-damaged` where less comes out than was signed; what the target throws
 */
export const restoreBackup = async (given: RestoreBackup): Promise<void> => {
  const { manifest, target, signal, onProgress } = given;
  let restored = 0;
  for await (const entries of entriesOfBackup(given)) {
    signal?.throwIfAborted();
    for (const { sequence } of entries) {
      restored += 1;
      if (sequence !== restored) {
        const detail = `The backup has no event at ${positionAt(restored)}. Verify it (relish verify --archive).`;
        throw new AppError(500, 'archive-damaged', detail);
      }
    }
    await target.append(entries);
    onProgress?.(restored);
  }
  if (restored !== manifest.position) {
    throw archiveDamaged(restName(manifest.position), `ends after ${restored} events`);
  }
};
