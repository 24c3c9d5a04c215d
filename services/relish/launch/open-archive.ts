import type { Logger } from 'pino';
import { archiveAndTrim } from '../../platform/archive/archive-and-trim.ts';
import { createArchivedStreams } from '../../platform/archive/archived-streams.ts';
import type { Chores } from '../../platform/chores/chores.ts';
import type { Config } from '../../platform/config/config.ts';
import type { ArchivedStreams } from '../../platform/event-log/redis/redis-event-log.ts';
import type { StreamName } from '../../platform/event-log/redis/log-keys.ts';
import { openStoredStream } from '../../platform/event-log/redis/stored-stream.ts';
import type { ObjectStore } from '../../platform/object-store/object-store.ts';
import type { RedisClient } from '../../platform/redis/connect.ts';
import type { OpenedParts } from './opened-parts.ts';
import type { Signing } from './open-signing.ts';
import { runs } from './runs.ts';

/** Where the log's old events go, and who signs them. */
export interface Archive extends Signing {
  readonly store: ObjectStore;
  readonly streams: ArchivedStreams;
}

export const openArchive = (store: ObjectStore, { signer, trusted }: Signing): Archive => ({
  ...{ store, signer, trusted },
  streams: createArchivedStreams(store, trusted),
});

interface Archiving {
  readonly config: Config;
  readonly archive: Archive;
  readonly client: RedisClient;
  readonly createChores: () => Chores;
  readonly logger: Logger;
}

/** Lets one replica of each service move the old events of its stream to the archive, again and again. */
export const startArchiving = (
  { config, archive, client, createChores, logger }: Archiving,
  parts: OpenedParts,
): void => {
  const chores = parts.add(createChores());
  const start = (service: 'ordering' | 'recommender', name: StreamName): void => {
    if (!runs(config, service)) return;
    const stream = openStoredStream(client, name);
    chores.start({
      name: `${service}.archive`,
      everyMs: config.RELISH_ARCHIVE_SECONDS * 1_000,
      async work(signal) {
        const done = await archiveAndTrim({ ...archive, stream, keep: config.RELISH_KEEP_EVENTS, signal });
        if (done.archived + done.trimmed > 0) logger.info({ stream: name, ...done }, 'events were archived');
      },
    });
  };
  start('ordering', 'stand');
  start('recommender', 'recommender');
};
