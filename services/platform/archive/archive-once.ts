import { digestOfBytes } from '../digest/bytes-digest.ts';
import type { Digest } from '../digest/canonical-digest.ts';
import { AppError } from '../http/app-error.ts';
import type { ObjectStore } from '../object-store/object-store.ts';
import type { Signer } from '../signing/signer.ts';
import type { TrustedKeys } from '../signing/trusted-keys.ts';
import { archiveDamaged } from './archive-errors.ts';
import type { ArchivedEntry, EntrySource } from './archived-entry.ts';
import { cutSegment, SEGMENT_SIZE, type SegmentSize } from './cut-segment.ts';
import { listArchive } from './list-archive.ts';
import { loadManifest } from './load-manifest.ts';
import { sealManifest } from './manifest.ts';
import { manifestName, segmentName, type SegmentRange } from './segment-name.ts';
import { packSegment, segmentText, unpackSegment } from './segment.ts';
import { noteStreams } from './stream-runs.ts';

interface ArchiveOnce {
  readonly source: EntrySource;
  readonly store: ObjectStore;
  readonly stream: string;
  readonly signer: Signer;
  /** Who may have signed what is there already; the signer itself always may. */
  readonly trusted: TrustedKeys;
  /** The last sequence that may be archived. */
  readonly upTo: number;
  readonly size?: SegmentSize;
  /** Ends the work between two segments. */
  readonly signal?: AbortSignal;
  /** Told of each segment: how far the archive reaches. */
  readonly onProgress?: (to: number) => void;
}

/** How far the archive of a stream reaches: its last sequence, and the digest of its last manifest. */
export interface ArchiveEnd {
  readonly to: number;
  readonly digest: Digest | null;
}

/** What was done, and how far the archive now reaches. */
export interface Archived extends ArchiveEnd {
  readonly segments: number;
  readonly events: number;
}

/**
 * Where the archive of a stream ends, by its last manifest.
 * @throws AppError 500 `archive-damaged`, 422 `unknown-key`
 */
const findEnd = async (archive: {
  store: ObjectStore;
  stream: string;
  trusted: TrustedKeys;
}): Promise<ArchiveEnd> => {
  const last = (await listArchive(archive.store, archive.stream)).signed.at(-1);
  if (!last) return { to: 0, digest: null };
  const { digest } = await loadManifest(archive, last);
  return { to: last.to, digest };
};

/**
 * Keeps a text, or finds it kept: by another worker, or by one that died before its manifest. Its bytes may differ,
 * because another zlib compresses otherwise; the text may not.
 * @returns the digest of the bytes that are there
 */
export const keepText = async (store: ObjectStore, name: string, text: string): Promise<Digest> => {
  const bytes = await packSegment(text);
  if ((await store.putIfAbsent(name, bytes)) === 'stored') return digestOfBytes(bytes);
  const there = await store.get(name);
  if (!there) throw archiveDamaged(name, 'went away while it was written');
  const isSame = Buffer.compare(there, bytes) === 0 || (await unpackSegment(there).catch(() => '')) === text;
  if (!isSame) throw archiveDamaged(name, 'is there already, with other events, and nobody signed it');
  return digestOfBytes(there);
};

const keepSegment = async (
  { store, stream, signer, trusted }: ArchiveOnce,
  range: SegmentRange,
  entries: readonly ArchivedEntry[],
  previous: Digest | null,
): Promise<ArchiveEnd> => {
  const name = segmentName(stream, range);
  const digest = await keepText(store, name, segmentText(entries));
  const segment = { name, digest };
  const facts = { ...range, stream, events: entries.length, segment, previous };
  const sealed = sealManifest({ ...facts, streams: noteStreams(entries) }, signer);
  const end = { to: range.to, digest: sealed.digest };
  if ((await store.putIfAbsent(manifestName(stream, range), sealed.bytes)) === 'stored') return end;
  const there = await loadManifest({ store, stream, trusted }, range);
  if (there.digest === sealed.digest) return end;
  throw archiveDamaged(manifestName(stream, range), 'is there already, and says something else');
};

const stopped = (): AppError =>
  new AppError(503, 'archiving-stopped', 'Archiving was stopped; it goes on from here.');

/**
 * Archives the whole segments that a stream has up to `upTo`, from where its archive ends. Never writes anything a
 * second time, and loses nothing by a crash: an object is there entirely or not, the entries come before their
 * manifest, and who comes later finds what is there. Two at once write the same objects.
 * @throws AppError 500 `archive-damaged`, 422 `unknown-key`, 503 `objects-away`, 503 `archiving-stopped`
 */
export const archiveOnce = async (given: ArchiveOnce): Promise<Archived> => {
  const { source, upTo, size = SEGMENT_SIZE, signal, signer, onProgress } = given;
  const work = { ...given, trusted: new Map([...given.trusted, ...signer.trusted]) };
  let end = await findEnd(work);
  let segments = 0;
  let events = 0;
  for (;;) {
    const { entries, whole } = await cutSegment({ source, after: end.to, upTo, size });
    const [first, last] = [entries[0], entries.at(-1)];
    if (!whole || !first || !last) return { ...end, segments, events };
    if (signal?.aborted) throw stopped();
    end = await keepSegment(work, { from: first.sequence, to: last.sequence }, entries, end.digest);
    segments += 1;
    events += entries.length;
    onProgress?.(end.to);
  }
};
