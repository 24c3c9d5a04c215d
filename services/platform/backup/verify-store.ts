import type { ArchiveProblem } from '../archive/archive-problem.ts';
import { listStreams } from '../archive/list-archive.ts';
import { entriesOf, unpackSegment } from '../archive/segment.ts';
import { type ArchiveReport, verifyArchive } from '../archive/verify-archive.ts';
import { digestOfBytes } from '../digest/bytes-digest.ts';
import { positionAt } from '../event-log/position.ts';
import { AppError } from '../http/app-error.ts';
import type { ObjectStore } from '../object-store/object-store.ts';
import type { TrustedKeys } from '../signing/trusted-keys.ts';
import {
  backupName,
  type BackupManifest,
  BACKUPS,
  readBackupName,
  restName,
  unsealBackup,
  WHOLE_LOG,
} from './backup-manifest.ts';

interface VerifyOptions {
  readonly trusted: TrustedKeys;
  readonly signal?: AbortSignal;
  /** How far each stream must reach, where that is known; backups say it of their own. */
  readonly reach?: ReadonlyMap<string, number>;
  readonly onProgress?: (stream: string, checked: number, total: number) => void;
}

/** All that an object store keeps of logs, and what of it is wrong. */
export interface StoreReport {
  readonly archives: readonly ArchiveReport[];
  /** Those in order, by position. */
  readonly backups: readonly BackupManifest[];
  readonly problems: readonly ArchiveProblem[];
}

type Checked = { readonly manifest?: BackupManifest; readonly problems: readonly ArchiveProblem[] };

const wrong = (kind: ArchiveProblem['kind'], name: string, detail: string): Checked => ({
  problems: [{ kind, objects: [name], detail }],
});

const readManifest = async (store: ObjectStore, position: number, trusted: TrustedKeys): Promise<Checked> => {
  const name = backupName(position);
  const bytes = await store.get(name);
  if (!bytes) return wrong('missing', name, 'It was there a moment ago.');
  try {
    const { manifest } = unsealBackup(bytes, trusted);
    if (manifest.position === position) return { manifest, problems: [] };
    return wrong('misplaced', name, `It was signed as ${backupName(manifest.position)}.`);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return wrong(error.code === 'unknown-key' ? 'untrusted' : 'changed', name, error.message);
  }
};

/** The rest must follow the archive without a gap, up to the backup's position. */
const misheld = async (
  bytes: Uint8Array,
  { archivedTo, position }: BackupManifest,
): Promise<string | undefined> => {
  try {
    const entries = entriesOf(await unpackSegment(bytes));
    const isWhole = entries.every(({ sequence }, index) => sequence === archivedTo + index + 1);
    return isWhole && entries.length === position - archivedTo
      ? undefined
      : 'It holds other positions than it must.';
  } catch (error) {
    return `It can't be read: ${error instanceof Error ? error.message : String(error)}`;
  }
};

const checkRest = async (
  store: ObjectStore,
  manifest: BackupManifest,
): Promise<readonly ArchiveProblem[]> => {
  const name = restName(manifest.position);
  const bytes = await store.get(name);
  if (!bytes) return wrong('missing', name, 'Its backup needs it.').problems;
  if (digestOfBytes(bytes) !== manifest.rest) {
    return wrong('changed', name, 'Its bytes are not those that were signed.').problems;
  }
  const what = await misheld(bytes, manifest);
  return what === undefined ? [] : wrong('changed', name, what).problems;
};

/** A backup stands on the archive: that must have been signed up to where the backup says, and as it says. */
const checkGround = (
  { position, archivedTo, previous }: BackupManifest,
  archive: ArchiveReport | undefined,
): readonly ArchiveProblem[] => {
  const there = archivedTo === 0 ? null : (archive?.digests.get(archivedTo) ?? 'missing');
  if (there === previous) return [];
  const what =
    there === 'missing'
      ? `The archive has no segment in order that ends at ${positionAt(archivedTo)}, which it needs.`
      : 'The archive is not the one that it was made on.';
  return wrong('broken-link', backupName(position), what).problems;
};

const checkBackup = async (store: ObjectStore, position: number, trusted: TrustedKeys): Promise<Checked> => {
  const { manifest, problems } = await readManifest(store, position, trusted);
  if (!manifest) return { problems };
  return { manifest, problems: await checkRest(store, manifest) };
};

const checkBackups = async (store: ObjectStore, trusted: TrustedKeys) => {
  const names = (await store.list(BACKUPS)).map(({ name }) => ({ name, read: readBackupName(name) }));
  const positions = new Set(names.flatMap(({ read }) => (read?.kind === 'backup' ? [read.position] : [])));
  const problems = names.flatMap(({ name, read }): readonly ArchiveProblem[] => {
    if (!read) return wrong('stray', name, 'Nothing that belongs here has such a name.').problems;
    const isSigned = read.kind === 'backup' || positions.has(read.position);
    return isSigned
      ? []
      : wrong('unsigned', name, 'Its backup is not there: taken away, or cut off.').problems;
  });
  const checked: Checked[] = [];
  for (const position of positions) checked.push(await checkBackup(store, position, trusted));
  return {
    manifests: checked.flatMap(({ manifest }) => manifest ?? []),
    problems: [...problems, ...checked.flatMap((each) => each.problems)],
  };
};

const furthest = (manifests: readonly BackupManifest[]): number =>
  manifests.reduce((most, { archivedTo }) => Math.max(most, archivedTo), 0);

/**
 * Verifies everything that an object store keeps of logs: the archive of each stream, and each backup with what it
 * stands on. A backup says how far the archive must reach, so there an end that was cut off is found as well.
 * @throws AppError 503 `objects-away`; the signal's reason when it aborts
 */
export const verifyStore = async (
  store: ObjectStore,
  { trusted, signal, reach = new Map(), onProgress }: VerifyOptions,
): Promise<StoreReport> => {
  const { manifests, problems } = await checkBackups(store, trusted);
  const needed = furthest(manifests);
  const mustReach = new Map([...reach, [WHOLE_LOG, Math.max(needed, reach.get(WHOLE_LOG) ?? 0)] as const]);
  const streams = new Set(await listStreams(store));
  for (const [stream, to] of mustReach) if (to > 0) streams.add(stream);
  const archives: ArchiveReport[] = [];
  for (const stream of streams) {
    const tell = (checked: number, total: number) => onProgress?.(stream, checked, total);
    const options = { reach: mustReach.get(stream) ?? 0, ...(signal && { signal }) };
    archives.push(await verifyArchive(store, stream, trusted, tell, options));
  }
  const whole = archives.find(({ stream }) => stream === WHOLE_LOG);
  const grounds = manifests.flatMap((manifest) => checkGround(manifest, whole));
  return {
    archives,
    backups: manifests.filter((manifest) => checkGround(manifest, whole).length === 0),
    problems: [...archives.flatMap((archive) => archive.problems), ...problems, ...grounds],
  };
};
