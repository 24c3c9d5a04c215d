import type { Logger } from 'pino';
import type { Config } from '../../platform/config/config.ts';
import { AppError } from '../../platform/http/app-error.ts';
import { checkDurability } from '../../platform/redis/check-durability.ts';
import { becomesReady, connectRedis, type RedisClient } from '../../platform/redis/connect.ts';
import type { OpenedParts } from './opened-parts.ts';

/** Everything may be started at once, and Redis has its file to read first. */
const PATIENCE_MS = 60_000;
/** How often a wait is said. */
const SAY_EVERY_MS = 3_000;

interface ReachOptions {
  readonly logger: Logger;
  /** Ends the wait. */
  readonly stop: AbortSignal | undefined;
}

/** Rejects when it is time to stop. */
const stopped = (stop: AbortSignal | undefined): Promise<never> =>
  new Promise((_resolve, reject) => {
    stop?.addEventListener('abort', () => reject(new Error('asked to stop')), { once: true });
  });

const isAway = (error: unknown): boolean => error instanceof AppError && error.code === 'log-away';

/** Each connection that is refused ends an attempt; the client goes on trying, a second apart at most. */
const waitUntilReady = async (client: RedisClient, { logger, stop }: ReachOptions): Promise<void> => {
  const until = performance.now() + PATIENCE_MS;
  const stopping = stopped(stop);
  const say = (): void => logger.warn('waiting for Redis: it does not answer at REDIS_URL yet');
  const saying = setInterval(say, SAY_EVERY_MS);
  try {
    while (client.status !== 'ready') {
      stop?.throwIfAborted();
      await Promise.race([becomesReady(client), stopping]).catch((error: unknown) => {
        stop?.throwIfAborted();
        if (!isAway(error) || performance.now() > until) throw error;
      });
    }
  } finally {
    clearInterval(saying);
  }
};

/**
 * Connects to the Redis of the configuration, if it names one: waits for it a minute at most, and looks whether it keeps
 * what it acknowledges.
 * @throws ConfigError if it doesn't, or refuses who we say we are, AppError 503 `log-away` if it isn't there in time, what `stop` has as its reason
 */
export const reachRedis = async (
  { REDIS_URL: url, REDIS_DURABILITY: durability }: Config,
  options: ReachOptions,
  parts: OpenedParts,
): Promise<RedisClient | undefined> => {
  if (url === undefined) return undefined;
  const client = connectRedis(url, 'relish');
  parts.add({
    [Symbol.asyncDispose]: async () => {
      client.disconnect();
    },
  });
  await waitUntilReady(client, options);
  await checkDurability(client, { durability, warn: (message) => options.logger.warn(message) });
  return client;
};
