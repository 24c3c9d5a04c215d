import { join } from 'node:path';
import { createArchivedStreams } from '../../platform/archive/archived-streams.ts';
import type { Config } from '../../platform/config/config.ts';
import { type LogReader, openLogCopy } from '../../platform/event-log/open-log-copy.ts';
import { sequenceOf } from '../../platform/event-log/position.ts';
import { openRedisEventLog } from '../../platform/event-log/redis/redis-event-log.ts';
import { AppError } from '../../platform/http/app-error.ts';
import { connectRedis } from '../../platform/redis/connect.ts';
import { CliError } from './cli-error.ts';
import { knownKeys } from './find-keys.ts';
import { openS3 } from './open-objects.ts';

/** In the data folder. */
export const LOG_FOLDER = 'log';

const openFolder = (folder: string): Promise<LogReader> =>
  openLogCopy(join(folder, LOG_FOLDER)).catch((cause: unknown) => {
    if (!(cause instanceof AppError) || cause.code !== 'no-log') throw cause;
    const detail = `${cause.message} Set RELISH_DATA to the data folder of Relish, or start it first (npm start).`;
    throw new CliError(detail, { cause });
  });

/** Both streams of Redis as one log, and from S3 what Redis has no more; nothing that comes after it was opened. */
const openOnRedis = async (url: string, config: Config, keys: readonly string[]): Promise<LogReader> => {
  const objects = await openS3(config);
  try {
    const archive = objects && createArchivedStreams(objects.store, await knownKeys(config, keys));
    const log = await openRedisEventLog({
      connect: (name) => connectRedis(url, name),
      ...{ home: 'recommender', reads: ['stand', 'recommender'] },
      ...(archive && { archive }),
    });
    const head = log.head();
    return {
      head: () => head,
      read: (after, limit) => log.read(after, Math.min(limit, sequenceOf(head) - sequenceOf(after))),
      async [Symbol.asyncDispose]() {
        await log[Symbol.asyncDispose]();
        await objects?.store[Symbol.asyncDispose]();
      },
    };
  } catch (error) {
    await objects?.store[Symbol.asyncDispose]();
    throw error;
  }
};

/**
 * The log as it is now, on the Redis of REDIS_URL or else in the data folder; Relish may be running on it, and goes on
 * undisturbed.
 * @param keys whose archives count, see `knownKeys`
 * @throws CliError if there is none, AppError 503 `log-away`
 */
export const openLog = (config: Config, keys: readonly string[] = []): Promise<LogReader> =>
  config.REDIS_URL === undefined
    ? openFolder(config.RELISH_DATA)
    : openOnRedis(config.REDIS_URL, config, keys);
