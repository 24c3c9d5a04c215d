import { setTimeout } from 'node:timers/promises';
import { logRewound } from '../log-errors.ts';
import { News } from '../news.ts';
import { positionAt } from '../position.ts';
import type { StreamName } from './log-keys.ts';
import type { Entry } from './merge-streams.ts';
import type { RedisStreams } from './redis-streams.ts';

/** How long one question for news waits in Redis: so often somebody who has gone away is noticed. */
const WAIT_MS = 1_000;
/** Between two tries while Redis is away. */
const PAUSE_MS = 100;

interface TailOptions {
  /** On a connection of its own: it waits there. */
  readonly waiting: RedisStreams;
  readonly names: readonly StreamName[];
  readonly now: () => number;
}

/**
 * Knows where the log ends, without asking Redis each time: this process's own appends tell it, and for those of
 * others it waits on the streams.
 */
export class LogTail {
  readonly news = new News();
  readonly #options: TailOptions;
  readonly #stop = new AbortController();
  #head: number;
  #awaySince: number | undefined;
  #failure: Error | undefined;
  #lastRead: Entry | undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(options: TailOptions, head: number) {
    this.#options = options;
    this.#head = head;
  }

  get head(): number {
    return this.#head;
  }

  /** Milliseconds since 1970; undefined while Redis answers. */
  get awaySince(): number | undefined {
    return this.#awaySince;
  }

  /** Set once what was read is no longer there: nothing more may be read or written then. */
  get failure(): Error | undefined {
    return this.#failure;
  }

  start(): void {
    this.#running = this.#run();
  }

  /** Somebody here knows of an event at this sequence. */
  advance(sequence: number): void {
    if (sequence <= this.#head) return;
    this.#head = sequence;
    this.news.tell();
  }

  /** Remembers the newest event that was read, to know it again after Redis was away. */
  noteRead(entry: Entry): void {
    if (!this.#lastRead || entry.sequence > this.#lastRead.sequence) this.#lastRead = entry;
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    this.news.tell();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#stop.signal.aborted && !this.#failure) {
      try {
        await this.#look();
      } catch {
        this.#awaySince ??= this.#options.now();
        await setTimeout(PAUSE_MS, undefined, { signal: this.#stop.signal }).catch(() => undefined);
      }
    }
  }

  async #look(): Promise<void> {
    const { waiting, names } = this.#options;
    const known = this.#head;
    const lasts = await waiting.lasts(names);
    const head = Math.max(...lasts);
    if (this.#awaySince !== undefined || head < known) await this.#check(head >= known);
    this.#awaySince = undefined;
    this.advance(head);
    if (!this.#stop.signal.aborted && !this.#failure) await waiting.wait(names, lasts, WAIT_MS);
  }

  /** After a break: is it the log that was here before? */
  async #check(isAsLong: boolean): Promise<void> {
    const last = this.#lastRead;
    const { waiting, names } = this.#options;
    if (isAsLong && (!last || (await waiting.isStillThere(names, last)))) return;
    this.#failure = logRewound(positionAt(last?.sequence ?? this.#head));
    this.news.tell();
  }
}
