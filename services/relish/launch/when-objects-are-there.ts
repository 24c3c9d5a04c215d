import { setTimeout } from 'node:timers/promises';
import type { Logger } from 'pino';
import { AppError } from '../../platform/http/app-error.ts';

/** As for Redis: everything may be started at once. */
const PATIENCE_MS = 60_000;
const PAUSE_MS = 1_000;

interface Wait {
  readonly logger: Logger;
  /** Ends the wait. */
  readonly stop: AbortSignal | undefined;
}

const isAway = (error: unknown): boolean => error instanceof AppError && error.code === 'objects-away';

/**
 * Opens what may need old events that only the archive has: while that is away, again and again, for a minute at most.
 * @throws what `open` throws, what `stop` has as its reason
 */
export const whenObjectsAreThere = async <T>(open: () => Promise<T>, { logger, stop }: Wait): Promise<T> => {
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await open();
    } catch (error) {
      if (!isAway(error) || performance.now() > until) throw error;
    }
    logger.warn('waiting for the object store: Redis has the older events no more, only the archive does');
    await setTimeout(PAUSE_MS, undefined, { ...(stop && { signal: stop }) }).catch(() => undefined);
    stop?.throwIfAborted();
  }
};
