import { setTimeout } from 'node:timers/promises';
import type { RelishEvent } from '../../../contracts/events.ts';
import { AppError } from '../../http/app-error.ts';
import { becomesReady, type RedisClient } from '../../redis/connect.ts';
import type { Appended, Conflict, EventLog, Expected, LogBatch, Position } from '../event-log.ts';
import { logClosed, logDamaged, notArchived, tooFewCopies } from '../log-errors.ts';
import { positionAt, sequenceOf } from '../position.ts';
import { type AppendRequest, requestOf } from '../stage-appends.ts';
import { Groups } from '../../groups/groups.ts';
import { storedEvents } from '../stored-events.ts';
import { LogTail } from './log-tail.ts';
import { logKeysOf, STREAMS, type StreamName } from './log-keys.ts';
import { mergeStreams, type Entry, type Run } from './merge-streams.ts';
import { RedisStreams, type ScriptReply, type StreamRun } from './redis-streams.ts';

/**
 * Events in one step of Redis, unless one append alone has more: nobody else is served meanwhile (about 15 ms), and
 * Redis writes to the disk once for all of them.
 */
const MAX_GROUP = 1_000;
/** Events that a follower gets at once. */
const RUN = 5_000;
/** Events of each stream in one reply of Redis: few at first, because nobody knows how large they are. */
const FIRST_PAGE = 100;
const PAGE = 1_000;
/** Characters that one read may hold in memory, however many events were asked for. */
const READ_SIZE = 16 * 1024 * 1024;
/** A reader whose read failed tries again after this long. */
const PAUSE_MS = 200;
const COPY_MS = 1_000;

/** Without a gap: each event was numbered in the same step in which it was written. */
const checkDense = (entries: readonly Entry[], after: number): void => {
  const gap = entries.findIndex(({ sequence }, index) => sequence !== after + index + 1);
  if (gap >= 0) throw logDamaged('Redis', `events from ${positionAt(after + gap + 1)} on are missing`);
};

/** Each entry says its stream: together they don't show it any more. */
const tagged = ({ entries, isCut }: Run, stream: string | undefined): Run => ({
  entries: stream === undefined ? entries : entries.map((entry) => ({ ...entry, stream })),
  isCut,
});

/** It comes back by itself: Redis, or the archive with what Redis has no more. */
const isPassing = (error: unknown): boolean =>
  error instanceof AppError && (error.code === 'log-away' || error.code === 'objects-away');

/** Where a stream's older events are once they were trimmed. */
export interface ArchivedStreams {
  /** Up to `count` events of a stream after a sequence and not past `upTo`, in order; empty only if there are none. */
  read(
    name: StreamName,
    span: { readonly after: number; readonly upTo: number; readonly count: number },
  ): Promise<readonly Entry[]>;
}

export interface RedisEventLogOptions {
  /** Opens a connection of this name: one for commands, one that waits for news. */
  readonly connect: (name: string) => RedisClient;
  /** The stream that this process appends to. */
  readonly home: StreamName;
  /** The streams that it reads, as one log. */
  readonly reads: readonly StreamName[];
  /** Names the log: several may share a Redis. */
  readonly log?: string;
  /** How many replicas must confirm an append, see `WAIT`. */
  readonly copies?: number;
  readonly archive?: ArchivedStreams;
  /** Milliseconds. */
  readonly now?: () => number;
}

interface Connections {
  readonly client: RedisClient;
  readonly waiting: RedisClient;
}

class RedisEventLog implements EventLog {
  readonly #options: RedisEventLogOptions;
  readonly #connections: Connections;
  readonly #streams: RedisStreams;
  readonly #appends: Groups<AppendRequest, ScriptReply>;
  readonly #tail: LogTail;
  readonly #running = new Set<Promise<unknown>>();
  #closing: Promise<void> | undefined;

  constructor(options: RedisEventLogOptions, connections: Connections, head: number) {
    const { log = 'log', reads, now = Date.now } = options;
    const keys = logKeysOf(log);
    this.#options = options;
    this.#connections = connections;
    this.#streams = new RedisStreams(connections.client, keys);
    this.#appends = new Groups({
      serve: (group) => this.#streams.append(options.home, group),
      sizeOf: ({ texts }) => texts.length,
      maxSize: MAX_GROUP,
    });
    this.#tail = new LogTail(
      { waiting: new RedisStreams(connections.waiting, keys), names: reads, now },
      head,
    );
    this.#tail.start();
  }

  append(
    events: readonly RelishEvent[],
    { expected }: { readonly expected?: Expected } = {},
  ): Promise<Appended | Conflict> {
    return this.#track(() => this.#append(events, expected));
  }

  read(after: Position, limit: number): Promise<LogBatch> {
    return this.#track(() => this.#read(after, limit));
  }

  head(): Position {
    return positionAt(this.#tail.head);
  }

  awaySince(): number | undefined {
    return this.#tail.awaySince;
  }

  async *follow(after: Position, signal: AbortSignal): AsyncIterable<LogBatch> {
    let seen = after;
    // Nothing is awaited between looking at the head and waiting for news, so none is missed.
    while (!signal.aborted && !this.#closing) {
      if (this.#tail.failure) throw this.#tail.failure;
      if (seen >= this.head()) {
        await this.#tail.news.next(signal);
        continue;
      }
      const batch = await this.#readUnlessAway(seen);
      if (!batch) continue;
      seen = batch.last;
      yield batch;
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  #track<T>(work: () => Promise<T>): Promise<T> {
    if (this.#closing) return Promise.reject(logClosed());
    if (this.#tail.failure) return Promise.reject(this.#tail.failure);
    const running = work();
    this.#running.add(running);
    return running.finally(() => this.#running.delete(running));
  }

  async #append(
    events: readonly RelishEvent[],
    expected: Expected | undefined,
  ): Promise<Appended | Conflict> {
    if (events.length === 0) {
      await this.#waitForCopies({ hasWritten: false });
      return { outcome: 'appended', positions: [], duplicate: [] };
    }
    const reply = await this.#appends.add(requestOf(events, expected));
    if ('conflict' in reply) {
      this.#tail.advance(reply.conflict);
      return { outcome: 'conflict', actual: positionAt(reply.conflict) };
    }
    await this.#waitForCopies({ hasWritten: reply.sequences.some((sequence) => sequence > 0) });
    const sequences = reply.sequences.map(Math.abs);
    this.#tail.advance(Math.max(...sequences));
    return {
      outcome: 'appended',
      positions: sequences.map(positionAt),
      duplicate: reply.sequences.map((sequence) => sequence < 0),
    };
  }

  /** What is known already may have been written by somebody who was told that it wasn't copied. */
  async #waitForCopies({ hasWritten }: { readonly hasWritten: boolean }): Promise<void> {
    const { copies: wanted = 0, home } = this.#options;
    if (wanted === 0) return;
    if (!hasWritten) await this.#streams.mark(home);
    const copies = await this.#streams.copies(wanted, COPY_MS);
    if (copies < wanted) throw tooFewCopies(copies, wanted);
  }

  async #read(after: Position, limit: number): Promise<LogBatch> {
    const start = sequenceOf(after);
    const entries: Entry[] = [];
    let size = 0;
    let page = FIRST_PAGE;
    while (entries.length < limit && size < READ_SIZE) {
      const count = Math.min(page, limit - entries.length);
      const { found, head } = await this.#page(entries.at(-1)?.sequence ?? start, count);
      for (const entry of found) {
        entries.push(entry);
        size += entry.text.length;
      }
      // What is at the head has nothing after it: nobody waits for a second answer to hear that.
      if (found.length === 0 || found.at(-1)?.sequence === head) break;
      page = Math.min(PAGE, page * 4);
    }
    return this.#toBatch(entries, after);
  }

  #toBatch(entries: readonly Entry[], after: Position): LogBatch {
    const last = entries.at(-1);
    if (last) this.#tail.noteRead(last);
    const positionOf = (index: number): Position => positionAt(entries[index]?.sequence ?? NaN);
    return {
      events: storedEvents(`[${entries.map(({ text }) => text).join(',')}]`),
      last: last ? positionAt(last.sequence) : after,
      positionOf,
      streamOf: (index) => entries[index]?.stream,
    };
  }

  /** Up to `count` events, and the sequence of the last one that there was. */
  async #page(
    after: number,
    count: number,
  ): Promise<{ readonly found: readonly Entry[]; readonly head: number }> {
    const { reads } = this.#options;
    const { head, runs } = await this.#streams.read(reads, after, count);
    const read = await Promise.all(runs.map((run) => this.#withArchive(run, after, count)));
    const whole = reads.length > 1 ? read.map((run, index) => tagged(run, reads[index])) : read;
    const found = mergeStreams(whole, head).slice(0, count);
    this.#tail.advance(head);
    if (reads.length === STREAMS.length) checkDense(found, after);
    return { found, head };
  }

  /** A stream's run with what only the archive has before it. */
  async #withArchive(run: StreamRun, after: number, count: number): Promise<Run> {
    const { name, archived, entries, isCut } = run;
    if (archived <= after) return run;
    const { archive } = this.#options;
    if (!archive) throw notArchived(name, positionAt(archived));
    const older = await archive.read(name, { after, upTo: archived, count });
    const newer = entries.filter(({ sequence }) => sequence > archived);
    return older.length >= count ? { entries: older, isCut: true } : { entries: [...older, ...newer], isCut };
  }

  async #readUnlessAway(after: Position): Promise<LogBatch | undefined> {
    try {
      return await this.read(after, RUN);
    } catch (error) {
      if (this.#closing || this.#tail.failure) return undefined;
      if (!isPassing(error)) throw error;
      await setTimeout(PAUSE_MS);
      return undefined;
    }
  }

  async #close(): Promise<void> {
    this.#connections.waiting.disconnect();
    await this.#tail.stop();
    await Promise.allSettled(this.#running);
    this.#connections.client.disconnect();
  }
}

/**
 * Opens a log on Redis Streams. One server gives the order of all streams (`relish:{log}:…`), so that a position means
 * the same everywhere; each stream has one service that appends to it. Followers outlive a Redis that goes away.
 *
 * Durable is what Redis makes of it: `checkDurability` refuses settings that acknowledge before the disk has it.
 *
 * Measured on two cores, fsync always: see `npm run bench`.
 * @throws AppError 503 `log-away`
 */
export const openRedisEventLog = async (options: RedisEventLogOptions): Promise<EventLog> => {
  const { connect, log = 'log', home, reads } = options;
  const connections = { client: connect(`relish-${home}`), waiting: connect(`relish-${home}-news`) };
  try {
    await Promise.all([becomesReady(connections.client), becomesReady(connections.waiting)]);
    const lasts = await new RedisStreams(connections.client, logKeysOf(log)).lasts(reads);
    return new RedisEventLog(options, connections, Math.max(...lasts));
  } catch (error) {
    connections.client.disconnect();
    connections.waiting.disconnect();
    throw error;
  }
};
