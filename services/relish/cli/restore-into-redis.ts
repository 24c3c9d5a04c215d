import { type RelishEvent, STAND_SOURCE } from '../../contracts/events.ts';
import { listArchive } from '../../platform/archive/list-archive.ts';
import { redisTarget } from '../../platform/backup/restore-target.ts';
import type { Config } from '../../platform/config/config.ts';
import { positionAt } from '../../platform/event-log/position.ts';
import { STREAMS, type StreamName } from '../../platform/event-log/redis/log-keys.ts';
import { expectEmptyLog, RestoredLog } from '../../platform/event-log/redis/restored-log.ts';
import { becomesReady, connectRedis } from '../../platform/redis/connect.ts';
import { SIMULATED } from '../demo/simulated-month.ts';
import { CliError } from './cli-error.ts';
import { openS3 } from './open-objects.ts';
import type { RestorePlace } from './restore-place.ts';

/** What ordering has appended where all was one log: the stand's own, and the month that it begins with. */
const OF_ORDERING: ReadonlySet<string> = new Set([STAND_SOURCE, SIMULATED]);
const streamOf = ({ source, ingested }: RelishEvent): StreamName =>
  OF_ORDERING.has(source) && ingested === undefined ? 'stand' : 'recommender';

/**
 * What is archived later would follow what is there, and leave a gap between, if that already reaches further.
 * @throws CliError
 */
const expectArchiveBehind = async (config: Config, position: number): Promise<void> => {
  const objects = await openS3(config);
  if (!objects) return;
  try {
    for (const stream of STREAMS) {
      const to = (await listArchive(objects.store, stream)).signed.at(-1)?.to ?? 0;
      if (to <= position) continue;
      const reach = `The archive of ${stream} in ${objects.where} reaches ${positionAt(to)}`;
      const detail = `${reach}, beyond the backup (${positionAt(position)}). Nothing was restored: set S3_BUCKET to another one for the restored log, and keep this.`;
      throw new CliError(detail);
    }
  } finally {
    await objects.store[Symbol.asyncDispose]();
  }
};

/** The log of a Redis. @throws AppError 503 `log-away` */
export const restoreIntoRedis = async (url: string, config: Config): Promise<RestorePlace> => {
  const client = connectRedis(url, 'relish-restore');
  try {
    await becomesReady(client);
  } catch (error) {
    client.disconnect();
    throw error;
  }
  return {
    where: 'the log on Redis',
    expectEmpty: () => expectEmptyLog(client),
    async begin(position) {
      await expectArchiveBehind(config, position);
      const log = new RestoredLog({ client, copies: config.REDIS_WAIT_REPLICAS });
      await log.begin();
      return {
        target: redisTarget(log, streamOf),
        finish: () => log.finish(),
        // What can't be removed now is when somebody restores again.
        discard: () => log.discard().catch(() => undefined),
      };
    },
    [Symbol.asyncDispose]: async () => client.disconnect(),
  };
};
