import { createArchivedStreams } from '../../../services/platform/archive/archived-streams.ts';
import type { EventLog } from '../../../services/platform/event-log/event-log.ts';
import { openRedisEventLog } from '../../../services/platform/event-log/redis/redis-event-log.ts';
import type { ObjectStore } from '../../../services/platform/object-store/object-store.ts';
import { openS3ObjectStore } from '../../../services/platform/object-store/s3-object-store.ts';
import { connectRedis } from '../../../services/platform/redis/connect.ts';
import { OpenedParts } from '../../../services/relish/launch/opened-parts.ts';
import type { ShopCluster } from './shop-cluster.ts';

export const openClusterStore = ({ minio, bucket }: ShopCluster): Promise<ObjectStore> => {
  const { endpoint, accessKey, secretKey } = minio;
  return openS3ObjectStore({ endpoint, accessKey, secretKey, bucket });
};

/** The whole log as the recommender reads it, from Redis and the archive, by somebody who has seen nothing yet. */
export const openClusterLog = async (
  cluster: ShopCluster,
): Promise<Pick<EventLog, 'read' | 'head'> & AsyncDisposable> => {
  const parts = new OpenedParts();
  const store = parts.add(await openClusterStore(cluster));
  const log = parts.add(
    await openRedisEventLog({
      connect: (name) => connectRedis(cluster.redisUrl, name),
      home: 'recommender',
      reads: ['stand', 'recommender'],
      archive: createArchivedStreams(store, cluster.signer.trusted),
    }),
  );
  return {
    read: (after, limit) => log.read(after, limit),
    head: () => log.head(),
    [Symbol.asyncDispose]: () => parts[Symbol.asyncDispose](),
  };
};
