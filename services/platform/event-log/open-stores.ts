import { mkdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hasErrorCode } from '../files/has-error-code.ts';
import type { AppError } from '../http/app-error.ts';
import { ChunkStore } from './chunk-store.ts';
import type { Position } from './event-log.ts';
import { eventKey, IdIndex, sourceKey } from './id-index.ts';
import { logDamaged, logInUse } from './log-errors.ts';
import { positionAt } from './position.ts';

/** Events that the index catches up with at once. */
const RUN = 5_000;
const OWNER = 'owner';

/** What an embedded log is made of, open and in step. */
export interface Stores {
  readonly chunks: ChunkStore;
  readonly index: IdIndex;
  /** How many events there are. */
  readonly head: number;
  close(): Promise<void>;
}

/**
 * What this process has open. LevelDB would refuse a second time as well, but by closing the file it has just
 * opened for that it gives up the first one's lock (POSIX: any close of a file frees all its locks).
 */
const openHere = new Set<string>();

const isBecauseOf = (error: unknown, code: string): boolean =>
  error instanceof Error && hasErrorCode(error.cause, code);

const inUse = async (folder: string, cause?: unknown): Promise<AppError> =>
  logInUse(folder, await readFile(join(folder, OWNER), 'utf8').catch(() => 'unknown'), cause);

/** Takes the lock, which the system frees when the process ends, however it ends; the file only names its owner. */
const openChunks = async (folder: string): Promise<ChunkStore> => {
  const chunks = new ChunkStore(join(folder, 'events'));
  try {
    await chunks.open();
  } catch (error) {
    if (isBecauseOf(error, 'LEVEL_LOCKED')) throw await inUse(folder, error);
    if (isBecauseOf(error, 'LEVEL_CORRUPTION')) throw logDamaged(folder, 'files of it are missing', error);
    throw error;
  }
  await writeFile(join(folder, OWNER), `process ${process.pid}`);
  return chunks;
};

/** The index follows from the events: where it is beyond repair, it is made again. */
const openIndex = async (folder: string): Promise<IdIndex> => {
  const index = new IdIndex(folder);
  try {
    await index.open();
    return index;
  } catch (error) {
    if (!isBecauseOf(error, 'LEVEL_CORRUPTION')) throw error;
  }
  await rm(folder, { recursive: true });
  const empty = new IdIndex(folder);
  await empty.open();
  return empty;
};

/** Enters into the index what a crash may have taken from it, or everything if it is new. */
const catchUp = async ({ chunks, index, head }: Omit<Stores, 'close'>, folder: string): Promise<void> => {
  // The index is written after the events are durable: no crash can put it ahead of them.
  if (index.indexedTo > head) {
    const missing = `events ${positionAt(head + 1)} to ${positionAt(index.indexedTo)} are missing`;
    throw logDamaged(folder, missing);
  }
  let seen = index.durableTo;
  while (seen < head) {
    const events = await chunks.read({ after: seen, head, limit: RUN });
    const entries = new Map<string, Position>();
    for (const event of events) {
      const position = positionAt(++seen);
      entries.set(eventKey(event), position).set(sourceKey(event.source), position);
    }
    await index.record(entries, seen);
  }
};

/**
 * Opens both stores of a folder, for this process alone.
 * @throws AppError 503 `log-in-use`, 500 `log-damaged`
 */
export const openStores = async (given: string): Promise<Stores> => {
  await mkdir(given, { recursive: true, mode: 0o700 });
  const folder = await realpath(given);
  if (openHere.has(folder)) throw await inUse(folder);
  openHere.add(folder);
  const open: { close(): Promise<void> }[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(open.map((store) => store.close()));
    openHere.delete(folder);
  };
  try {
    const chunks = await openChunks(folder);
    open.push(chunks);
    const index = await openIndex(join(folder, 'ids'));
    open.push(index);
    const stores = { chunks, index, head: await chunks.count() };
    await catchUp(stores, folder);
    return { ...stores, close };
  } catch (error) {
    await close();
    throw error;
  }
};
