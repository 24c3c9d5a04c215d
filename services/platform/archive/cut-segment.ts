import { positionAt } from '../event-log/position.ts';
import type { ArchivedEntry, EntrySource } from './archived-entry.ts';

/** Where a segment ends: with the entry that reaches one of these. All who archive one stream must use the same. */
export interface SegmentSize {
  readonly events: number;
  /** Of the events' own text, in UTF-8. */
  readonly bytes: number;
}

export const SEGMENT_SIZE: SegmentSize = { events: 10_000, bytes: 4 * 1024 * 1024 };
const PAGE = 2_000;

interface Cut {
  readonly source: EntrySource;
  /** The sequence after which the segment begins. */
  readonly after: number;
  /** The last sequence that it may hold. */
  readonly upTo: number;
  readonly size: SegmentSize;
}

/**
 * The entries of the next segment; `whole` if it has reached its size. Where a segment ends depends on its entries
 * alone, never on when or by whom they are read.
 */
export const cutSegment = async ({
  source,
  after,
  upTo,
  size,
}: Cut): Promise<{ readonly entries: readonly ArchivedEntry[]; readonly whole: boolean }> => {
  const entries: ArchivedEntry[] = [];
  let last = after;
  let bytes = 0;
  for (;;) {
    const page = await source.read(last, Math.min(PAGE, size.events - entries.length));
    if (page.length === 0) return { entries, whole: false };
    for (const entry of page) {
      if (entry.sequence <= last)
        throw new RangeError(`The source went back to ${positionAt(entry.sequence)}.`);
      if (entry.sequence > upTo) return { entries, whole: false };
      entries.push(entry);
      last = entry.sequence;
      bytes += Buffer.byteLength(entry.text);
      if (entries.length >= size.events || bytes >= size.bytes) return { entries, whole: true };
    }
  }
};
