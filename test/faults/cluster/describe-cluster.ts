import { describeUnless } from '../../engines/describe-with-engines.ts';
import { whyNoMinio } from '../../engines/minio-server.ts';
import { whyNoRedis } from '../../engines/redis-server.ts';

/** Tests on a `ShopCluster`. Without its engines they are skipped visibly; in CI they fail. */
export const describeCluster = (name: string, tests: () => void): void =>
  describeUnless(whyNoRedis('own') ?? whyNoMinio('own'), name, tests);
