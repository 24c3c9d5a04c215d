import type { StoredStream } from '../event-log/redis/stored-stream.ts';
import type { ObjectStore } from '../object-store/object-store.ts';
import type { Signer } from '../signing/signer.ts';
import type { TrustedKeys } from '../signing/trusted-keys.ts';
import { archiveDamaged } from './archive-errors.ts';
import { archiveOnce } from './archive-once.ts';
import type { SegmentSize } from './cut-segment.ts';
import { openArchive } from './open-archive.ts';
import { archivePrefix } from './segment-name.ts';

const PAGE = 2_000;

interface ArchiveAndTrim {
  readonly stream: StoredStream;
  readonly store: ObjectStore;
  readonly signer: Signer;
  readonly trusted: TrustedKeys;
  /** Positions before the end of the stream that stay in Redis, for those who read along. */
  readonly keep: number;
  readonly size?: SegmentSize;
  readonly signal?: AbortSignal;
}

/**
 * Reads what is to be forgotten once more from the archive, with its signatures, digests and links, and compares it
 * with what Redis has: event by event.
 * @throws AppError 500 `archive-damaged`
 */
const expectArchived = async (
  { stream, store, signer, trusted }: ArchiveAndTrim,
  after: number,
  upTo: number,
): Promise<void> => {
  const archive = await openArchive(store, stream.name, new Map([...trusted, ...signer.trusted]));
  let last = after;
  for (;;) {
    const live = (await stream.read(last, PAGE)).filter(({ sequence }) => sequence <= upTo);
    if (live.length === 0) return;
    let kept = await archive.read(last, live.length);
    for (const [index, { sequence, text }] of live.entries()) {
      if (index >= kept.length) kept = [...kept, ...(await archive.read(last, live.length - kept.length))];
      const entry = kept[index];
      if (entry?.sequence !== sequence || entry.text !== text)
        throw archiveDamaged(archivePrefix(stream.name), `doesn't have event ${sequence} as Redis has it`);
      last = sequence;
    }
  }
};

/**
 * Moves the old events of a stream to its archive, and forgets them in Redis only when they have been read back.
 * Doing it twice at once, or dying in the middle, does no harm.
 * @returns how many events were archived, and how many were forgotten
 * @throws AppError 500 `archive-damaged`, 503 `objects-away`, 503 `log-away`
 */
export const archiveAndTrim = async (
  given: ArchiveAndTrim,
): Promise<{ readonly archived: number; readonly trimmed: number }> => {
  const { stream, store, signer, trusted, keep, size, signal } = given;
  const { last, trimmed } = await stream.extent();
  const { to, events } = await archiveOnce({
    ...{ source: stream, store, stream: stream.name, signer, trusted, upTo: last },
    ...(size && { size }),
    ...(signal && { signal }),
  });
  const upTo = Math.min(to, last - keep);
  if (upTo <= trimmed) return { archived: events, trimmed: 0 };
  await expectArchived(given, trimmed, upTo);
  return { archived: events, trimmed: await stream.trim(upTo) };
};
