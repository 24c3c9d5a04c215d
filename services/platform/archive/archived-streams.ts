import type { ArchivedStreams } from '../event-log/redis/redis-event-log.ts';
import type { ObjectStore } from '../object-store/object-store.ts';
import type { TrustedKeys } from '../signing/trusted-keys.ts';
import { archiveDamaged } from './archive-errors.ts';
import type { ArchivedEntry } from './archived-entry.ts';
import { ArchiveReader } from './open-archive.ts';
import { archivePrefix } from './segment-name.ts';

/** The archives of a log's streams, to read what Redis has no more. */
export const createArchivedStreams = (store: ObjectStore, trusted: TrustedKeys): ArchivedStreams => {
  const readers = new Map<string, ArchiveReader>();
  const readerOf = (name: string): ArchiveReader => {
    const reader = readers.get(name) ?? new ArchiveReader(store, name, trusted);
    readers.set(name, reader);
    return reader;
  };
  return {
    async read(name, { after, upTo, count }) {
      const reader = readerOf(name);
      const found: ArchivedEntry[] = [];
      // One read stays within a segment.
      for (let last = after; last < upTo && found.length < count;) {
        const entries = await reader.read(last, count - found.length);
        const end = entries.at(-1);
        if (!end) throw archiveDamaged(archivePrefix(name), 'ends before what was trimmed');
        found.push(...entries.filter(({ sequence }) => sequence <= upTo));
        last = end.sequence;
      }
      return found;
    },
  };
};
