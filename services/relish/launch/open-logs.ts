import type { Config } from '../../platform/config/config.ts';
import type { EventLog } from '../../platform/event-log/event-log.ts';
import { type ArchivedStreams, openRedisEventLog } from '../../platform/event-log/redis/redis-event-log.ts';
import { connectRedis } from '../../platform/redis/connect.ts';
import type { DataFolder } from './data-folder.ts';
import type { OpenedParts } from './opened-parts.ts';
import { runs } from './runs.ts';

/** The log as each service of this process sees it: embedded it is one, on Redis each appends to a stream of its own. */
export interface Logs {
  readonly ordering?: EventLog;
  readonly recommender?: EventLog;
}

const openOnRedis = async (
  config: Config,
  url: string,
  archive: ArchivedStreams | undefined,
  parts: OpenedParts,
): Promise<Logs> => {
  const basis = {
    connect: (name: string) => connectRedis(url, name),
    copies: config.REDIS_WAIT_REPLICAS,
    ...(archive && { archive }),
  };
  return {
    ...(runs(config, 'ordering') && {
      ordering: parts.add(await openRedisEventLog({ ...basis, home: 'stand', reads: ['stand'] })),
    }),
    ...(runs(config, 'recommender') && {
      recommender: parts.add(
        await openRedisEventLog({ ...basis, home: 'recommender', reads: ['stand', 'recommender'] }),
      ),
    }),
  };
};

/**
 * @param archive where the events are that Redis has no more
 * @throws AppError 503 `log-in-use`, `log-away`
 */
export const openLogs = async (
  config: Config,
  data: DataFolder,
  archive: ArchivedStreams | undefined,
  parts: OpenedParts,
): Promise<Logs> => {
  if (config.REDIS_URL !== undefined) return openOnRedis(config, config.REDIS_URL, archive, parts);
  const { openEmbeddedEventLog } = await import('../../platform/event-log/embedded-event-log.ts');
  const log = parts.add(await openEmbeddedEventLog({ folder: data.logFolder }));
  return { ordering: log, recommender: log };
};
