import type { ArchivedEntry, EntrySource } from '../../services/platform/archive/archived-entry.ts';
import { archiveOnce } from '../../services/platform/archive/archive-once.ts';
import type { SegmentSize } from '../../services/platform/archive/cut-segment.ts';
import type { ObjectStore } from '../../services/platform/object-store/object-store.ts';
import { createSigner, makeSigningKey, type Signer } from '../../services/platform/signing/signer.ts';
import { aMemoryObjectStore } from './memory-object-store.ts';

export const aSigner = (): Signer => createSigner(makeSigningKey(), 'a test');

/** Entries whose sequences grow by the steps given; what they say follows from `salt` and the sequence. */
export const someEntries = (steps: readonly number[], salt = ''): readonly ArchivedEntry[] => {
  let sequence = 0;
  return steps.map((step) => {
    sequence += step;
    return {
      sequence,
      text: JSON.stringify({ id: `${salt}-${sequence}`, note: 'ü\u2028'.repeat(sequence % 7) }),
    };
  });
};

/** As many entries, one position after the other. */
export const denseEntries = (count: number, salt = ''): readonly ArchivedEntry[] =>
  someEntries(new Array<number>(count).fill(1), salt);

/** A source that gives less than it is asked for, now and then. */
export const sourceOf = (entries: readonly ArchivedEntry[]): EntrySource => ({
  async read(after, limit) {
    const found = entries.filter(({ sequence }) => sequence > after);
    return found.slice(0, Math.max(1, limit - (after % 3)));
  },
});

interface Wanted {
  readonly entries: readonly ArchivedEntry[];
  readonly size: SegmentSize;
  readonly store?: ObjectStore;
  readonly signer?: Signer;
  readonly stream?: string;
  readonly upTo?: number;
}

/** Archives what is whole of the entries. */
export const archive = ({
  entries,
  size,
  store = aMemoryObjectStore(),
  signer = aSigner(),
  stream = 'stand',
  upTo = Infinity,
}: Wanted) =>
  archiveOnce({ source: sourceOf(entries), store, stream, signer, trusted: new Map(), upTo, size });
