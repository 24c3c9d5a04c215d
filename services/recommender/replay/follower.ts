import { setImmediate } from 'node:timers/promises';
import type { EventLog, LogBatch, Position } from '../../platform/event-log/event-log.ts';

/** So many events are folded before others get the thread: about 5 ms. */
const SLICE = 1_000;

/** What a follower feeds. */
interface Fold {
  readonly position: Position;
  apply(events: LogBatch['events'], positionOf: LogBatch['positionOf'], last: Position): void;
}

/**
 * Folds a batch in slices, so that a long batch never holds up an answer.
 * @param mayGoOn is waited for before each slice
 */
export const applyInSlices = async (
  fold: Fold,
  batch: LogBatch,
  mayGoOn?: () => Promise<void>,
): Promise<void> => {
  for (let from = 0; from < batch.events.length; from += SLICE) {
    await mayGoOn?.();
    const to = Math.min(from + SLICE, batch.events.length);
    const last = to === batch.events.length ? batch.last : batch.positionOf(to - 1);
    fold.apply(batch.events.slice(from, to), (index) => batch.positionOf(from + index), last);
    if (to < batch.events.length) await setImmediate();
  }
};

interface Following {
  /** What comes before the first event is read; the fold may be elsewhere after it. */
  before?(): Promise<void>;
  /** Hears after each batch. */
  onFolded?(): void;
}

/** Keeps a fold at the head of the log, and lets others wait for a position. */
export class Follower implements AsyncDisposable {
  readonly #log: EventLog;
  readonly #fold: Fold;
  readonly #stop = new AbortController();
  readonly #waiting = new Set<() => void>();
  #running: Promise<void> = Promise.resolve();
  /** Resolves when the fold may go on. */
  #stillUntil: Promise<void> = Promise.resolve();

  constructor(log: EventLog, fold: Fold) {
    this.#log = log;
    this.#fold = fold;
  }

  /** @param onFailure hears of an error that ended the fold: the service is no longer ready then */
  start(onFailure: (error: unknown) => void, following: Following = {}): void {
    this.#running = this.#run(following).catch(onFailure);
  }

  /** Runs `work` while the fold stands still between two slices. Others go on reading it. */
  still<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#stillUntil.then(work);
    this.#stillUntil = done.then(
      () => undefined,
      () => undefined,
    );
    return done;
  }

  /** True once the fold is at `position` or past it; false after `patience` milliseconds. */
  async reached(position: Position, patience: number): Promise<boolean> {
    const expired = AbortSignal.timeout(patience);
    while (this.#fold.position < position) {
      if (expired.aborted) return false;
      await this.#nextBatch(expired);
    }
    return true;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #run(following: Following): Promise<void> {
    await following.before?.();
    for await (const batch of this.#log.follow(this.#fold.position, this.#stop.signal)) {
      await applyInSlices(this.#fold, batch, () => this.#stillUntil);
      for (const wake of this.#waiting) wake();
      following.onFolded?.();
    }
  }

  #nextBatch(expired: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        this.#waiting.delete(wake);
        expired.removeEventListener('abort', wake);
        resolve();
      };
      this.#waiting.add(wake);
      expired.addEventListener('abort', wake);
    });
  }
}
