import { setTimeout as wait } from 'node:timers/promises';
import type { RunEvent } from '../../contracts/open-lineage.ts';

/** Events that wait at most: an event is about 2 kB. */
const MOST_WAITING = 1_000;
/** Between two attempts: doubles up to the longest. */
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 30_000;
/** About five minutes of them. */
const ATTEMPTS = 16;
/** What a stop gives those that wait. */
const FLUSH_MS = 2_000;
const STOPPED = 'it was time to stop';

/** It will be refused the next time, too. */
export class Refused extends Error {
  override readonly name = 'Refused';
}

/** Where events go. */
export interface Transport {
  /** @throws Refused where another attempt is no use, anything else where it may be */
  send(event: RunEvent, stop: AbortSignal): Promise<void>;
}

interface OutboxDeps {
  readonly transport: Transport;
  /** Hears what nobody was told, and why. */
  readonly onDropped: (event: RunEvent, why: string) => void;
  readonly pauseMs?: number;
}

/**
 * Sends what is put into it, one after the other, in the background, and again where that fails. Nobody waits for it:
 * what finds no room, is refused, or can't be sent in minutes is dropped and counted.
 */
export class Outbox implements AsyncDisposable {
  readonly #deps: OutboxDeps;
  readonly #waiting: RunEvent[] = [];
  readonly #stop = new AbortController();
  #working: Promise<void> | undefined;
  #dropped = 0;

  constructor(deps: OutboxDeps) {
    this.#deps = deps;
  }

  /** Events that nobody was told, since the start. */
  get dropped(): number {
    return this.#dropped;
  }

  put(event: RunEvent): void {
    if (this.#stop.signal.aborted) this.#drop(event, STOPPED);
    else if (this.#waiting.length >= MOST_WAITING) this.#drop(event, 'too many wait');
    else {
      this.#waiting.push(event);
      this.#working ??= this.#sendAll();
    }
  }

  /** Sends what waits, as far as that is done in a moment. */
  async [Symbol.asyncDispose](): Promise<void> {
    const timer = setTimeout(() => this.#stop.abort(), FLUSH_MS);
    await this.#working;
    clearTimeout(timer);
    this.#stop.abort();
  }

  async #sendAll(): Promise<void> {
    for (let event = this.#waiting[0]; event; event = this.#waiting[0]) {
      await this.#deliver(event);
      this.#waiting.shift();
    }
    this.#working = undefined;
  }

  async #deliver(event: RunEvent): Promise<void> {
    const { signal } = this.#stop;
    let pause = this.#deps.pauseMs ?? FIRST_PAUSE_MS;
    for (let attempt = 1; attempt <= ATTEMPTS && !signal.aborted; attempt++) {
      try {
        await this.#deps.transport.send(event, signal);
        return;
      } catch (error) {
        if (error instanceof Refused) {
          this.#drop(event, error.message);
          return;
        }
        await wait(pause, undefined, { signal, ref: false }).catch(() => undefined);
        pause = Math.min(2 * pause, LONGEST_PAUSE_MS);
      }
    }
    this.#drop(event, signal.aborted ? STOPPED : 'nobody takes it');
  }

  #drop(event: RunEvent, why: string): void {
    this.#dropped++;
    this.#deps.onDropped(event, why);
  }
}
