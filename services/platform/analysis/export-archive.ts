import { access, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { archiveDamaged } from '../archive/archive-errors.ts';
import type { ArchivedEntry } from '../archive/archived-entry.ts';
import { listArchive } from '../archive/list-archive.ts';
import { openArchive } from '../archive/open-archive.ts';
import { segmentName, type SegmentRange } from '../archive/segment-name.ts';
import { positionAt } from '../event-log/position.ts';
import type { ObjectStore } from '../object-store/object-store.ts';
import type { TrustedKeys } from '../signing/trusted-keys.ts';
import { EVENT_COLUMNS } from './event-columns.ts';
import { eventRow, type EventRow } from './event-row.ts';
import { openParquetWriter } from './parquet-writer.ts';

interface ExportedArchive {
  readonly store: ObjectStore;
  readonly trusted: TrustedKeys;
  readonly streams: readonly string[];
  /** Where the files go: `<stream>/<from>-<to>.parquet`. */
  readonly folder: string;
  /** Ends the work between two segments. */
  readonly stop?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

/** What is there afterwards. */
export interface Exported {
  /** All files, by stream and position. */
  readonly files: readonly string[];
  /** How many of them are new, and the events in those. */
  readonly written: number;
  readonly events: number;
  /** The last position of each stream. */
  readonly ends: Readonly<Record<string, string>>;
}

interface Step {
  readonly stream: string;
  readonly range: SegmentRange;
  readonly file: string;
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

const stepsOf = async ({ store, streams, folder }: ExportedArchive): Promise<readonly Step[]> => {
  const steps: Step[] = [];
  for (const stream of streams) {
    const { signed } = await listArchive(store, stream);
    for (const range of signed) {
      const name = `${positionAt(range.from)}-${positionAt(range.to)}.parquet`;
      steps.push({ stream, range, file: join(folder, stream, name) });
    }
  }
  return steps;
};

const rowsOf = (
  stream: string,
  range: SegmentRange,
  entries: readonly ArchivedEntry[],
): readonly EventRow[] => {
  try {
    return entries.map((entry) => eventRow(stream, entry));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw archiveDamaged(segmentName(stream, range), `holds something else: ${error.message}`, error);
  }
};

/**
 * Writes each archived segment as a file of Parquet, but those that are there already. What is read has its
 * signature, its digest and its link verified first.
 * @throws AppError 500 `archive-damaged`, 422 `unknown-key`, 503 `objects-away`; the signal's reason when it aborts
 */
export const exportArchive = async (archive: ExportedArchive): Promise<Exported> => {
  const { store, trusted, streams, folder, stop, onProgress } = archive;
  const steps = await stepsOf(archive);
  const readers = new Map<string, Awaited<ReturnType<typeof openArchive>>>();
  for (const stream of streams) {
    await mkdir(join(folder, stream), { recursive: true });
    readers.set(stream, await openArchive(store, stream, trusted));
  }
  using writer = await openParquetWriter(EVENT_COLUMNS);
  let [written, events] = [0, 0];
  for (const [done, { stream, range, file }] of steps.entries()) {
    stop?.throwIfAborted();
    onProgress?.(done, steps.length);
    if (await isThere(file)) continue;
    const entries = (await readers.get(stream)?.read(range.from - 1, Infinity)) ?? [];
    await writer.write(rowsOf(stream, range, entries), file);
    written += 1;
    events += entries.length;
  }
  const ends = steps.map(({ stream, range }) => [stream, positionAt(range.to)] as const);
  return { files: steps.map(({ file }) => file), written, events, ends: Object.fromEntries(ends) };
};
