import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RelishEvent } from '../../contracts/events.ts';
import { ChunkStore } from './chunk-store.ts';
import { ORIGIN } from './event-log.ts';
import type { Appended, Conflict, EventLog, Expected, LogBatch, Position } from './event-log.ts';
import { GroupCommit } from './group-commit.ts';
import { eventKey, IdIndex, sourceKey } from './id-index.ts';
import { logClosed, logDamaged, logInUse } from './log-errors.ts';
import { News } from './news.ts';
import { positionAt, sequenceOf } from './position.ts';

/** Events that a follower gets, and the index catches up with, at once. */
const RUN = 5_000;

class EmbeddedEventLog implements EventLog {
  readonly #chunks: ChunkStore;
  readonly #index: IdIndex;
  readonly #commits: GroupCommit;
  readonly #news = new News();
  readonly #reads = new Set<Promise<unknown>>();
  #closing: Promise<void> | undefined;

  constructor(chunks: ChunkStore, index: IdIndex, head: number) {
    this.#chunks = chunks;
    this.#index = index;
    this.#commits = new GroupCommit({ chunks, index, head, onGrown: () => this.#news.tell() });
  }

  append(
    events: readonly RelishEvent[],
    { expected }: { readonly expected?: Expected } = {},
  ): Promise<Appended | Conflict> {
    if (this.#closing) return Promise.reject(logClosed());
    return this.#commits.append(events, expected);
  }

  async read(after: Position, limit: number): Promise<LogBatch> {
    if (this.#closing) throw logClosed();
    const start = sequenceOf(after);
    const reading = this.#chunks.read({ after: start, head: this.#commits.head, limit });
    this.#reads.add(reading);
    try {
      const events = await reading;
      const last = events.length > 0 ? positionAt(start + events.length) : after;
      return { events, last, positionOf: (index) => positionAt(start + index + 1) };
    } finally {
      this.#reads.delete(reading);
    }
  }

  head(): Position {
    return positionAt(this.#commits.head);
  }

  async *follow(after: Position, signal: AbortSignal): AsyncIterable<LogBatch> {
    let seen = after;
    // Nothing is awaited between looking at the head and waiting for news, so none is missed.
    while (!signal.aborted && !this.#closing) {
      if (seen < this.head()) {
        const batch = await this.read(seen, RUN);
        seen = batch.last;
        yield batch;
      } else await this.#news.next(signal);
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#news.tell();
    await this.#commits.settled();
    await Promise.allSettled(this.#reads);
    await Promise.all([this.#chunks.close(), this.#index.close()]);
  }
}

/** Enters into the index what a crash may have taken from it, or everything if it was deleted. */
const catchUp = async (chunks: ChunkStore, index: IdIndex, head: number, folder: string): Promise<void> => {
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

const isLocked = (error: unknown): boolean =>
  error instanceof Error &&
  error.cause instanceof Error &&
  'code' in error.cause &&
  error.cause.code === 'LEVEL_LOCKED';

const OWNER = 'owner';

/** Opening takes a lock that the system frees when the process ends, however it ends; the file only names it. */
const lock = async (chunks: ChunkStore, folder: string): Promise<void> => {
  const owner = join(folder, OWNER);
  try {
    await chunks.open();
  } catch (error) {
    if (!isLocked(error)) throw error;
    throw logInUse(folder, await readFile(owner, 'utf8').catch(() => 'unknown'), error);
  }
  await writeFile(owner, `process ${process.pid}`);
};

/**
 * Opens the log of a folder, or begins one.
 *
 * Store: LevelDB (classic-level), the events in one database and the index of ids in another. ...
 *
 * @throws AppError 503 `log-in-use` if another process has it open, 500 `log-damaged` if durable events are missing
 */
export const openEmbeddedEventLog = async ({ folder }: { readonly folder: string }): Promise<EventLog> => {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const chunks = new ChunkStore(join(folder, 'events'));
  const index = new IdIndex(join(folder, 'ids'));
  await lock(chunks, folder);
  try {
    await index.open();
    const head = await chunks.count();
    await catchUp(chunks, index, head, folder);
    return new EmbeddedEventLog(chunks, index, head);
  } catch (error) {
    await Promise.all([chunks.close(), index.close()]);
    throw error;
  }
};
