import type { ObjectStore } from '../object-store/object-store.ts';
import { ARCHIVE, archivePrefix, readName, type SegmentRange } from './segment-name.ts';

/** What lies in the archive of a stream, by its names alone. */
export interface ArchiveListing {
  /** Ranges whose manifest is there, in order: only what a manifest vouches for is archived. */
  readonly signed: readonly SegmentRange[];
  /** Ranges of which only the entries are there: a crash came before the manifest, or somebody took it. */
  readonly unsigned: readonly SegmentRange[];
  /** Objects that nothing of ours is called. */
  readonly strays: readonly string[];
}

export const listArchive = async (store: ObjectStore, stream: string): Promise<ArchiveListing> => {
  const ranges = new Map<string, SegmentRange & { readonly kinds: Set<string> }>();
  const strays: string[] = [];
  for (const { name } of await store.list(archivePrefix(stream))) {
    const read = readName(stream, name);
    if (!read) {
      strays.push(name);
      continue;
    }
    const { from, to, kind } = read;
    const key = `${from}-${to}`;
    const range = ranges.get(key) ?? { from, to, kinds: new Set() };
    ranges.set(key, range);
    range.kinds.add(kind);
  }
  const inOrder = [...ranges.values()].sort((a, b) => a.from - b.from || a.to - b.to);
  return {
    signed: inOrder.filter(({ kinds }) => kinds.has('manifest')),
    unsigned: inOrder.filter(({ kinds }) => !kinds.has('manifest')),
    strays,
  };
};

/** The streams of which something is archived, by name. */
export const listStreams = async (store: ObjectStore): Promise<readonly string[]> => {
  const streams = (await store.list(ARCHIVE)).map(({ name }) => name.split('/')[1] ?? '');
  return [...new Set(streams)];
};
