import { archiveDamaged } from '../archive/archive-errors.ts';
import { archiveOnce, keepText } from '../archive/archive-once.ts';
import type { ArchivedEntry, EntrySource } from '../archive/archived-entry.ts';
import { cutSegment, SEGMENT_SIZE, type SegmentSize } from '../archive/cut-segment.ts';
import { openArchive } from '../archive/open-archive.ts';
import { segmentText } from '../archive/segment.ts';
import { noteStreams } from '../archive/stream-runs.ts';
import { positionAt } from '../event-log/position.ts';
import { AppError } from '../http/app-error.ts';
import type { ObjectStore } from '../object-store/object-store.ts';
import type { Signer } from '../signing/signer.ts';
import type { TrustedKeys } from '../signing/trusted-keys.ts';
import { findLastBackup, readRest } from './read-backup.ts';
import {
  backupName,
  type BackupManifest,
  restName,
  sealBackup,
  unsealBackup,
  WHOLE_LOG,
} from './backup-manifest.ts';

interface TakeBackup {
  /** Positions of which every one up to `head` has an event. */
  readonly source: EntrySource;
  readonly head: number;
  readonly store: ObjectStore;
  readonly signer: Signer;
  /** Who may have signed earlier backups there; the signer itself always may. */
  readonly trusted: TrustedKeys;
  readonly size?: SegmentSize;
  readonly signal?: AbortSignal;
  /** Told which sequence is kept. */
  readonly onProgress?: (to: number) => void;
}

export interface BackupTaken {
  readonly position: number;
  /** Events that were not in an earlier backup's segments. */
  readonly added: number;
}

const ofAnotherLog = (detail: string): AppError =>
  new AppError(409, 'backup-of-another-log', `${detail} Choose an empty place for the backup.`);

/** What an earlier backup says was last: its last event, and where. */
const lastThere = async (store: ObjectStore, trusted: TrustedKeys): Promise<ArchivedEntry | undefined> => {
  const manifest = await findLastBackup(store, trusted);
  const rest = manifest && (await readRest(store, manifest)).at(-1);
  if (rest) return rest;
  const archive = await openArchive(store, WHOLE_LOG, trusted);
  return (await archive.read(archive.to - 1, 1))[0];
};

/** An earlier backup there must be of this log: it has the same event where that ended. */
const checkHistory = async ({ source, head, store }: TakeBackup, trusted: TrustedKeys): Promise<void> => {
  const there = await lastThere(store, trusted);
  if (!there) return;
  const place = positionAt(there.sequence);
  if (there.sequence > head) {
    throw ofAnotherLog(`A backup there reaches ${place} already, and this log ends at ${positionAt(head)}.`);
  }
  const [here] = await source.read(there.sequence - 1, 1);
  if (there.text === here?.text) return;
  throw ofAnotherLog(`The backup there has another event at ${place}: it is of another log.`);
};

/** Streams may differ: a log that moved between Redis and a data folder is the same log, and knows them or not. */
const isSame = (one: BackupManifest, other: BackupManifest): boolean =>
  one.position === other.position &&
  one.events === other.events &&
  one.archivedTo === other.archivedTo &&
  one.previous === other.previous &&
  one.rest === other.rest;

/** @throws AppError 500 `archive-damaged` if there is another backup of this position */
const keepBackup = async (
  { store, signer }: TakeBackup,
  trusted: TrustedKeys,
  manifest: BackupManifest,
): Promise<void> => {
  const name = backupName(manifest.position);
  if ((await store.putIfAbsent(name, sealBackup(manifest, signer).bytes)) === 'stored') return;
  const there = await store.get(name);
  if (there && isSame(unsealBackup(there, trusted).manifest, manifest)) return;
  throw archiveDamaged(name, 'is there already, and says something else');
};

/**
 * Backs up a log to where it ends now: what is whole as segments of the archive, which later backups share, and the
 * rest by itself under a signed statement that says how far it all reaches.
 * @throws AppError 409 `backup-of-another-log`, 500 `archive-damaged`, 422 `unknown-key`, 503 `objects-away`
 */
export const takeBackup = async (given: TakeBackup): Promise<BackupTaken> => {
  const { source, head, store, size = SEGMENT_SIZE, onProgress } = given;
  const trusted: TrustedKeys = new Map([...given.trusted, ...given.signer.trusted]);
  await checkHistory(given, trusted);
  const archived = await archiveOnce({ ...given, trusted, size, stream: WHOLE_LOG, upTo: head });
  const { entries } = await cutSegment({ source, after: archived.to, upTo: head, size });
  const last = entries.at(-1)?.sequence ?? archived.to;
  if (last !== head) throw new RangeError(`The log ends at ${positionAt(last)}, not at ${positionAt(head)}.`);
  const rest = await keepText(store, restName(head), segmentText(entries));
  const { to: archivedTo, digest: previous } = archived;
  const reach = { position: head, events: head, archivedTo, previous, rest };
  await keepBackup(given, trusted, { ...reach, streams: noteStreams(entries) });
  onProgress?.(head);
  return { position: head, added: archived.events + entries.length };
};
