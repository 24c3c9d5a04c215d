import { digestOfBytes } from '../digest/bytes-digest.ts';
import type { Digest } from '../digest/canonical-digest.ts';
import type { ObjectStore } from '../object-store/object-store.ts';
import type { TrustedKeys } from '../signing/trusted-keys.ts';
import { archiveDamaged } from './archive-errors.ts';
import type { ArchivedEntry, EntrySource } from './archived-entry.ts';
import { listArchive } from './list-archive.ts';
import { loadManifest } from './load-manifest.ts';
import { manifestName, segmentName, type SegmentRange } from './segment-name.ts';
import { entriesOf, unpackSegment } from './segment.ts';
import { withStreams } from './stream-runs.ts';

/** Segments kept in memory: whoever reads on needs one, and a few read at once. */
const CACHED_SEGMENTS = 3;
/** Digests of manifests: a segment is checked against the one before it. */
const CACHED_DIGESTS = 1_000;

/** Drops what was used least recently. */
const trim = (cache: Map<number, unknown>, size: number): void => {
  for (const key of cache.keys()) {
    if (cache.size <= size) return;
    cache.delete(key);
  }
};

/** The archive of a stream, to read. Nothing of it is used before its signature, its digest and its link hold. */
export class ArchiveReader implements EntrySource {
  readonly #archive: { readonly store: ObjectStore; readonly stream: string; readonly trusted: TrustedKeys };
  #ranges: readonly SegmentRange[] = [];
  readonly #digests = new Map<number, Digest>();
  readonly #segments = new Map<number, Promise<readonly ArchivedEntry[]>>();

  constructor(store: ObjectStore, stream: string, trusted: TrustedKeys) {
    this.#archive = { store, stream, trusted };
  }

  /** The last sequence that was archived when the names were last looked at; 0 for none. */
  get to(): number {
    return this.#ranges.at(-1)?.to ?? 0;
  }

  /** Looks at the names again: others archive meanwhile. */
  async refresh(): Promise<void> {
    const { signed } = await listArchive(this.#archive.store, this.#archive.stream);
    const isSame = this.#ranges.every(
      ({ from, to }, index) => signed[index]?.from === from && signed[index].to === to,
    );
    // Names only ever come after the others; where they don't, nothing that is known by its index holds any more.
    if (!isSame) {
      this.#digests.clear();
      this.#segments.clear();
    }
    this.#ranges = signed;
  }

  /**
   * Up to `limit` entries after `after`, of one segment; none only past the archive's end.
   * @throws AppError 500 `archive-damaged`, 422 `unknown-key`, 503 `objects-away`
   */
  async read(after: number, limit: number): Promise<readonly ArchivedEntry[]> {
    if (after >= this.to) await this.refresh();
    const index = this.#find(after);
    if (index === undefined || limit < 1) return [];
    const entries = await this.#segment(index);
    const start = entries.findIndex(({ sequence }) => sequence > after);
    return entries.slice(start, start + limit);
  }

  /** The first segment that reaches beyond `after`. */
  #find(after: number): number | undefined {
    let [low, high] = [0, this.#ranges.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#ranges[middle]?.to ?? 0) > after) high = middle;
      else low = middle + 1;
    }
    return low < this.#ranges.length ? low : undefined;
  }

  #segment(index: number): Promise<readonly ArchivedEntry[]> {
    const loading = this.#segments.get(index) ?? this.#load(index);
    this.#segments.delete(index);
    this.#segments.set(index, loading);
    trim(this.#segments, CACHED_SEGMENTS);
    // What failed is tried again when it is asked for again.
    loading.catch(() => this.#segments.delete(index));
    return loading;
  }

  async #load(index: number): Promise<readonly ArchivedEntry[]> {
    const { store, stream } = this.#archive;
    const range = this.#rangeAt(index);
    const { manifest, digest } = await loadManifest(this.#archive, range);
    const previous = index === 0 ? null : await this.#digestAt(index - 1);
    if (manifest.previous !== previous) {
      throw archiveDamaged(manifestName(stream, range), 'does not follow the one before it');
    }
    this.#remember(index, digest);
    const name = segmentName(stream, range);
    const bytes = await store.get(name);
    if (!bytes) throw archiveDamaged(name, 'is missing');
    if (digestOfBytes(bytes) !== manifest.segment.digest)
      throw archiveDamaged(name, 'is not what was signed');
    return withStreams(entriesOf(await unpackSegment(bytes)), manifest.streams, name);
  }

  async #digestAt(index: number): Promise<Digest> {
    const known = this.#digests.get(index);
    if (known !== undefined) return known;
    const { digest } = await loadManifest(this.#archive, this.#rangeAt(index));
    this.#remember(index, digest);
    return digest;
  }

  #remember(index: number, digest: Digest): void {
    this.#digests.delete(index);
    this.#digests.set(index, digest);
    trim(this.#digests, CACHED_DIGESTS);
  }

  #rangeAt(index: number): SegmentRange {
    const range = this.#ranges[index];
    if (!range) throw new RangeError(`The archive has no segment ${index}.`);
    return range;
  }
}

/** Opens the archive of a stream, as far as it reaches now. */
export const openArchive = async (
  store: ObjectStore,
  stream: string,
  trusted: TrustedKeys,
): Promise<ArchiveReader> => {
  const archive = new ArchiveReader(store, stream, trusted);
  await archive.refresh();
  return archive;
};
