import { join } from 'node:path';
import type { Logger } from 'pino';
import { openPeopleFile } from '../../ordering/accounts/people-file.ts';
import type { PeopleStore } from '../../ordering/accounts/people-store.ts';
import { openReplicatedPeople } from '../../ordering/accounts/replicated-people.ts';
import { openFileRevocations } from '../../platform/auth/file-revocations.ts';
import { openRedisRevocations } from '../../platform/auth/redis-revocations.ts';
import type { Revocations } from '../../platform/auth/revocations.ts';
import type { Chores } from '../../platform/chores/chores.ts';
import { createLocalChores } from '../../platform/chores/local-chores.ts';
import { createRedisChores } from '../../platform/chores/redis-chores.ts';
import { createRateLimits, type CreateRateLimits } from '../../platform/rate-limits/rate-limits.ts';
import { createRedisRateLimits } from '../../platform/rate-limits/redis-rate-limits.ts';
import type { RedisClient } from '../../platform/redis/connect.ts';
import { createRedisEntries } from '../../platform/redis/redis-entries.ts';
import type { DataFolder } from './data-folder.ts';
import type { OpenedParts } from './opened-parts.ts';

/** In the data folder. */
const SIGN_OUTS = 'signed-out';
/** In Redis. */
const PEOPLE = 'relish:people';

/** What replicas know together besides the log. */
export interface Shared {
  readonly revocations: Revocations;
  readonly createRateLimits: CreateRateLimits;
  readonly createChores: () => Chores;
  /** Opened by who needs it: the recommender may not see it. */
  openPeople(): Promise<PeopleStore>;
}

interface SharedOptions {
  readonly data: DataFolder;
  /** Where there is one; see `reachRedis`. */
  readonly redis: RedisClient | undefined;
  readonly logger: Logger;
  /** Milliseconds. */
  readonly now: () => number;
}

/** In Redis where there is one, otherwise in the data folder, which the log has to itself by then, and in memory. */
export const openShared = async (
  { data, redis: client, logger, now }: SharedOptions,
  parts: OpenedParts,
): Promise<Shared> => {
  const peopleFile = openPeopleFile(data.folder);
  if (!client) {
    return {
      revocations: openFileRevocations(join(data.folder, SIGN_OUTS), { now }),
      createRateLimits,
      createChores: () => createLocalChores(logger),
      openPeople: () => Promise.resolve(peopleFile),
    };
  }
  return {
    revocations: parts.add(await openRedisRevocations({ client, logger, now })),
    createRateLimits: createRedisRateLimits({ client, secret: data.sessionSecret }),
    createChores: () => createRedisChores({ client, logger }),
    openPeople: () => openReplicatedPeople(createRedisEntries(client, PEOPLE), peopleFile),
  };
};
