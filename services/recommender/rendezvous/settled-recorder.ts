import type { Logger } from 'pino';
import type { EventOf } from '../../contracts/events.ts';
import type { Settled } from '../../contracts/http/rendezvous.ts';
import type { EventLog } from '../../platform/event-log/event-log.ts';
import { AppError } from '../../platform/http/app-error.ts';

const SOURCE = '/recommender';
/** What comes together is written together: an append every so often, in milliseconds. */
const GATHER_MS = 250;
/** Written at once. */
const BATCH = 500;
/** About 20 MB at most; usual ones take a tenth. */
const MAX_WAITING = 5_000;
/** What a stop gives the log. */
const FLUSH_MS = 1_000;

type SettledEvent = EventOf<'rendezvous.settled'>;

interface SettledRecorderDeps {
  readonly log: Pick<EventLog, 'append' | 'awaySince'>;
  readonly logger: Logger;
  /** Milliseconds. */
  readonly now: () => number;
}

/**
 * Writes down what all models said, after the fact: nobody waits for it. While the log is away it waits, as far as there
 * is room; what finds none, or is still here when the process dies, is lost, and no list depends on it.
 */
export class SettledRecorder implements AsyncDisposable {
  readonly #deps: SettledRecorderDeps;
  readonly #waiting: SettledEvent[] = [];
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> | undefined;
  #lost = 0;
  #isClosed = false;

  constructor(deps: SettledRecorderDeps) {
    this.#deps = deps;
  }

  /** How many found no room since the start, or a log that takes nothing any more. */
  get lost(): number {
    return this.#lost;
  }

  note(settled: Settled): void {
    if (this.#isClosed || this.#waiting.length >= MAX_WAITING) {
      this.#lost++;
      return;
    }
    this.#waiting.push({
      specversion: '1.0',
      id: `${settled.requestId}/settled`,
      source: SOURCE,
      type: 'rendezvous.settled',
      time: new Date(this.#deps.now()).toISOString(),
      data: settled,
    });
    this.#gather();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    const until = performance.now() + FLUSH_MS;
    await this.#writing;
    while (this.#waiting.length > 0 && this.#deps.log.awaySince() === undefined) {
      const before = this.#waiting.length;
      await this.#write();
      if (this.#waiting.length === before || performance.now() > until) break;
    }
  }

  #gather(): void {
    if (this.#timer || this.#writing || this.#isClosed) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#writing = this.#writeAll().finally(() => {
        this.#writing = undefined;
        if (this.#waiting.length > 0) this.#gather();
      });
    }, GATHER_MS).unref();
  }

  async #writeAll(): Promise<void> {
    for (let batches = Math.ceil(this.#waiting.length / BATCH); batches > 0; batches--) {
      if (this.#deps.log.awaySince() !== undefined) return;
      await this.#write();
    }
  }

  /** The first ones; a log that is away may take them later. */
  async #write(): Promise<void> {
    const batch = this.#waiting.slice(0, BATCH);
    try {
      await this.#deps.log.append(batch);
    } catch (error) {
      if (error instanceof AppError && error.status === 503 && error.code !== 'log-closed') return;
      this.#lost += batch.length;
      this.#deps.logger.warn({ err: error, records: batch.length }, 'what models said could not be recorded');
    }
    this.#waiting.splice(0, batch.length);
  }
}
