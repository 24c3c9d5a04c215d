import { setTimeout as wait } from 'node:timers/promises';
import { RetryableError } from './cli-error.ts';

/** About a minute in all: longer than a restart takes. */
const MAX_TRIES = 10;
const FIRST_DELAY_MS = 250;
const MAX_DELAY_MS = 10_000;

interface RetryOptions {
  /** No more tries once it is aborted. */
  readonly stop: AbortSignal;
  readonly onRetry: (error: RetryableError) => void;
  /** Waits; rejects when `stop` aborts. */
  readonly pause?: (ms: number, stop: AbortSignal) => Promise<unknown>;
}

const waitFor = (ms: number, signal: AbortSignal): Promise<unknown> => wait(ms, undefined, { signal });

/** Doubles from try to try; half of it by chance, so that several senders don't come back all at once. */
const delayMs = (attempt: number): number =>
  Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** attempt) * (0.5 + Math.random() / 2);

/**
 * Tries again what failed with a RetryableError, with growing pauses or the one that the service asked for.
 * Only for what may be done twice.
 * @throws what the last try threw
 */
export const withRetries = async <T>(work: () => Promise<T>, options: RetryOptions): Promise<T> => {
  const { stop, onRetry, pause = waitFor } = options;
  for (let attempt = 0; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const isLast = attempt + 1 >= MAX_TRIES || stop.aborted;
      if (isLast || !(error instanceof RetryableError)) throw error;
      onRetry(error);
      // Stopped while waiting: what is thrown is still why the work failed.
      const goOn = await pause(error.retryAfterMs ?? delayMs(attempt), stop).then(
        () => true,
        () => false,
      );
      if (!goOn) throw error;
    }
  }
};
