import { ClassicLevel } from 'classic-level';
import type { RelishEvent } from '../../contracts/events.ts';
import { logDamaged } from './log-errors.ts';
import { positionAt } from './position.ts';
import { storedEvents } from './stored-events.ts';

/** Characters. Measured: below 8k the store's own work per record shows, above 64k nothing more is won. */
const CHUNK_SIZE = 32_768;
/** Characters that one read may hold in memory, however many events were asked for. */
const READ_SIZE = 16 * 1024 * 1024;
/** What an order's event takes: as many bytes are fetched as the events asked for should need, so that few are fetched in vain. */
const EVENT_SIZE = 300;
const MOST_BYTES_AT_ONCE = 2 * 1024 * 1024;
const MEMTABLE = 16 * 1024 * 1024;

interface Span {
  /** Sequence of the event before the first one wanted. */
  readonly after: number;
  /** Sequence of the last event that may be seen. */
  readonly head: number;
  readonly limit: number;
}

interface Run {
  /** Sequences of the event before its first one, and of its last. */
  readonly after: number;
  readonly last: number;
  readonly text: string;
}

/** Texts in runs of about a chunk's size. @param head sequence of the event before them */
const runsOf = function* (texts: readonly string[], head: number): Iterable<Run> {
  let start = 0;
  let size = 0;
  for (const [index, text] of texts.entries()) {
    size += text.length;
    if (size < CHUNK_SIZE && index < texts.length - 1) continue;
    const end = index + 1;
    yield { after: head + start, last: head + end, text: `[${texts.slice(start, end).join(',\n')}]` };
    start = end;
    size = 0;
  }
};

/**
 * The events themselves, in runs. Key: position of the last event of the run, so that one seek finds the run
 * that holds a position. Value: a JSON array of the run's events, each exactly as `JSON.stringify` gave it.
 * Keys only ever grow, so LevelDB moves its files down whole and never writes a run a second time.
 */
export class ChunkStore {
  readonly #db: ClassicLevel;
  /** The run that was written last, in memory: whoever follows the log wants just that. */
  #newest: Run | undefined;

  constructor(folder: string) {
    this.#db = new ClassicLevel(folder, { writeBufferSize: MEMTABLE });
  }

  /** Takes the store's lock: only one process can hold it, and it is gone when that process is. */
  open(): Promise<void> {
    return this.#db.open();
  }

  close(): Promise<void> {
    return this.#db.close();
  }

  /** How many events there are. */
  async count(): Promise<number> {
    const [last] = await this.#db.keys({ reverse: true, limit: 1 }).all();
    return last === undefined ? 0 : Number(last);
  }

  /** Writes all texts after the first `head` events, or none; resolves when they are on the disk. */
  async append(head: number, texts: readonly string[]): Promise<void> {
    const batch = this.#db.batch();
    let newest: Run | undefined;
    for (const run of runsOf(texts, head)) {
      batch.put(positionAt(run.last), run.text);
      newest = run;
    }
    await batch.write({ sync: true });
    this.#newest = newest;
  }

  /**
   * Up to `limit` events after `after` and not past `head`; empty only if there are none.
   * @throws AppError 500 `log-damaged` rather than skip an event or serve half of one
   */
  async read({ after, head, limit }: Span): Promise<readonly RelishEvent[]> {
    const events: RelishEvent[] = [];
    if (after >= head || limit < 1) return events;
    const newest = this.#newest;
    if (newest?.after === after && newest.last === head && head - after <= limit)
      return this.#parse(newest.text, newest.last);
    const isFull = () => events.length >= limit || after + events.length >= head || size >= READ_SIZE;
    let size = 0;
    let eventsARun = 1;
    const runs = this.#db.iterator({
      gte: positionAt(after + 1),
      lte: positionAt(head),
      highWaterMarkBytes: Math.min(MOST_BYTES_AT_ONCE, limit * EVENT_SIZE),
    });
    try {
      while (!isFull()) {
        const had = events.length;
        const found = await runs.nextv(Math.ceil((limit - had) / eventsARun));
        if (found.length === 0) throw this.#gap(after + had, head);
        for (const [last, text] of found) {
          // Asked run by run, so that the same question has the same answer however runs are fetched.
          if (isFull()) break;
          size += text.length;
          this.#take(text, Number(last), after, events);
        }
        // One or hundreds: mostly as many as in those before.
        eventsARun = Math.max(1, (events.length - had) / found.length);
      }
    } finally {
      await runs.close();
    }
    return events.length > limit ? events.slice(0, limit) : events;
  }

  /** Adds to `events` what a run has after them; `last` is the sequence of the run's last event. */
  #take(text: string, last: number, after: number, events: RelishEvent[]): void {
    const run = this.#parse(text, last);
    const start = last - run.length;
    const have = after + events.length;
    // The first run may begin before the events asked for; none may begin after them.
    if (start > have) throw this.#gap(have, start);
    for (let index = have - start; index < run.length; index++) {
      const event = run[index];
      if (event) events.push(event);
    }
  }

  #parse(text: string, last: number): readonly RelishEvent[] {
    try {
      return storedEvents(text);
    } catch (cause) {
      throw logDamaged(this.#db.location, `the run that ends at ${positionAt(last)} is not JSON`, cause);
    }
  }

  #gap(have: number, next: number) {
    const from = positionAt(have + 1);
    return logDamaged(this.#db.location, `events ${from} to ${positionAt(next)} are missing`);
  }
}
