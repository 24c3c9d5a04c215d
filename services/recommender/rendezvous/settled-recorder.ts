import type { Logger } from 'pino';
import type { EventOf } from '../../contracts/events.ts';
import type { Settled } from '../../contracts/http/rendezvous.ts';
import type { EventLog } from '../../platform/event-log/event-log.ts';
import { AppError } from '../../platform/http/app-error.ts';

const SOURCE = '/recommender';
/** What comes together is written together: an append every so often, in milliseconds. A few lists: hundreds would hold up others. */
const GATHER_MS = 25;
/** Written at once, as records and as their rows: what is longer keeps lists waiting meanwhile. */
const BATCH = { records: 500, rows: 20_000 } as const;
/** As many; places of lists and rows of histories are what takes room, about 100 bytes each, so 20 MB at most. */
const MAX_WAITING = { records: 5_000, rows: 200_000 } as const;
/** What a stop gives the log. */
const FLUSH_MS = 1_000;

type SettledEvent = EventOf<'rendezvous.settled'>;

const rowsIn = ({ request, answers }: Settled): number =>
  answers.reduce((sum, { items }) => sum + items.length, request.history.length + request.soldOut.length);

/** The first ones: one at least. */
const batchOf = (waiting: readonly SettledEvent[]): readonly SettledEvent[] => {
  let rows = 0;
  const end = waiting.slice(0, BATCH.records).findIndex(({ data }, index) => {
    rows += rowsIn(data);
    return index > 0 && rows > BATCH.rows;
  });
  return waiting.slice(0, end < 0 ? BATCH.records : end);
};

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
  #rows = 0;
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
    const rows = rowsIn(settled);
    const isFull = this.#waiting.length >= MAX_WAITING.records || this.#rows + rows > MAX_WAITING.rows;
    if (this.#isClosed || isFull) {
      this.#lost++;
      return;
    }
    this.#rows += rows;
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
    while (performance.now() < until) if ((await this.#write()) === 0) break;
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

  /** Those that are there now; what comes meanwhile is gathered first. */
  async #writeAll(): Promise<void> {
    for (let left = this.#waiting.length; left > 0;) {
      const done = await this.#write();
      if (done === 0) return;
      left -= done;
    }
  }

  /** Takes the first ones off. @returns how many; none while the log is away: it may take them later */
  async #write(): Promise<number> {
    const { log, logger } = this.#deps;
    if (this.#waiting.length === 0 || log.awaySince() !== undefined) return 0;
    const batch = batchOf(this.#waiting);
    try {
      await log.append(batch);
    } catch (error) {
      if (error instanceof AppError && error.status === 503 && error.code !== 'log-closed') return 0;
      this.#lost += batch.length;
      logger.warn({ err: error, records: batch.length }, 'what models said could not be recorded');
    }
    this.#waiting.splice(0, batch.length);
    for (const { data } of batch) this.#rows -= rowsIn(data);
    return batch.length;
  }
}
