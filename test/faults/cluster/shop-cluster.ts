import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSigner, makeSigningKey, type Signer } from '../../../services/platform/signing/signer.ts';
import { OpenedParts } from '../../../services/relish/launch/opened-parts.ts';
import { ON_THIS_MACHINE } from '../../engines/free-port.ts';
import { type OwnMinio, startOwnMinio } from '../../engines/minio-server.ts';
import { type OwnRedis, startOwnRedis } from '../../engines/redis-server.ts';
import { PASSCODE, WITHOUT_LIMITS, writePeople } from '../../load/own-relish.ts';
import type { Door } from '../../load/shop.ts';
import { type Replica, startReplica } from './replica.ts';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';

/** Each may hold a few open orders, and nobody fetches those of the tests. */
const PEOPLE = 150;
export const SERVICE_TOKEN = 'faults-service-token';

/** What is the same for all replicas. */
const AGREED = {
  ...WITHOUT_LIMITS,
  RELISH_SERVICE_TOKEN: SERVICE_TOKEN,
  RELISH_ADMIN_TOKEN: 'faults-admin-token-1',
  RELISH_SESSION_SECRET: 'a session secret that only tests know',
  RELISH_ORIGIN_SECRET: 'an origin secret that only tests know',
  RELISH_DEMO_PASSCODE: PASSCODE,
  // Nothing runs out while a test looks: what is open stays open.
  RELISH_PICKUP_SECONDS: '3600',
} as const;

/** A replica, and the network that it has: each stretch can be cut by itself. */
export interface Member extends Replica {
  readonly toRedis: TcpProxy;
}

interface OrderingMember extends Member {
  readonly toRecommender: TcpProxy;
}

/** Redis, MinIO, and two replicas of each service: a real shop of six processes on this machine. */
export interface ShopCluster extends AsyncDisposable {
  readonly redis: OwnRedis;
  /** Where the log is read from: by nobody's proxy. */
  readonly redisUrl: string;
  readonly minio: OwnMinio;
  readonly toMinio: TcpProxy;
  readonly bucket: string;
  /** Signs what is archived, for all of them. */
  readonly signer: Signer;
  readonly ordering: readonly OrderingMember[];
  readonly recommender: readonly Member[];
  readonly door: Door;
  /** One more, which starts from nothing and ends with the rest. */
  addRecommender(name: string): Promise<Member>;
  [Symbol.asyncDispose](): Promise<void>;
}

export interface ClusterOptions {
  /** Of the command line of Redis. */
  readonly redisArgs?: readonly string[];
  /** Milliseconds by which the clock of the second replica of each service is ahead, and the first one's behind. */
  readonly clock?: number;
  readonly environment?: Readonly<Record<string, string>>;
  /** Several servers that somebody else has started, and ends: everybody reaches them by this URL, and not by proxies. */
  readonly watched?: { readonly url: string; readonly master: OwnRedis };
}

const open = async (
  { redisArgs = [], clock = 0, environment: more = {}, watched }: ClusterOptions,
  parts: OpenedParts,
): Promise<Omit<ShopCluster, typeof Symbol.asyncDispose>> => {
  const folder = await mkdtemp(join(tmpdir(), 'relish-cluster-'));
  parts.add({ [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) });
  const accountIds = await writePeople(folder, PEOPLE);
  const redis = watched?.master ?? parts.add(await startOwnRedis({ durable: true, args: redisArgs }));
  const minio = parts.add(await startOwnMinio());
  const toMinio = parts.add(await startTcpProxy(Number(new URL(minio.endpoint).port)));
  const bucket = await minio.makeBucket();
  const key = makeSigningKey();
  const signer = createSigner(key, 'the test');
  const environment = {
    ...AGREED,
    RELISH_DATA: folder,
    RELISH_SIGNING_KEY: key,
    S3_ENDPOINT: `http://${ON_THIS_MACHINE}:${toMinio.port}`,
    S3_ACCESS_KEY: minio.accessKey,
    S3_SECRET_KEY: minio.secretKey,
    S3_BUCKET: bucket,
    ...more,
  };

  const addMember = async (name: string, service: string, ahead: number, also = {}): Promise<Member> => {
    const toRedis = parts.add(await startTcpProxy(redis.address.port));
    const url = watched?.url ?? `redis://${ON_THIS_MACHINE}:${toRedis.port}`;
    const own = { ...environment, ...also, RELISH_SERVICE: service, REDIS_URL: url };
    return Object.assign(parts.add(await startReplica({ name, clock: ahead, environment: own })), {
      toRedis,
    });
  };
  const addRecommender = (name: string, ahead = 0) => addMember(name, 'recommender', ahead);
  const recommender = await Promise.all([
    addRecommender('recommender-1', -clock),
    addRecommender('recommender-2', clock),
  ]);
  const addOrdering = async (name: string, ahead: number): Promise<OrderingMember> => {
    const toRecommender = parts.add(await startTcpProxy(...recommender.map(({ port }) => port)));
    const RECOMMENDER_URL = `http://${ON_THIS_MACHINE}:${toRecommender.port}`;
    return Object.assign(await addMember(name, 'ordering', ahead, { RECOMMENDER_URL }), { toRecommender });
  };
  const ordering = await Promise.all([addOrdering('ordering-1', -clock), addOrdering('ordering-2', clock)]);
  const door = { accountIds, passcode: PASSCODE };
  const redisUrl = watched?.url ?? redis.url;
  return { redis, redisUrl, minio, toMinio, bucket, signer, ordering, recommender, door, addRecommender };
};

/** Starts all of it and returns when all is ready; disposing of it leaves no process and no folder. */
export const startShopCluster = async (options: ClusterOptions = {}): Promise<ShopCluster> => {
  const parts = new OpenedParts();
  try {
    const cluster = await open(options, parts);
    return { ...cluster, [Symbol.asyncDispose]: () => parts[Symbol.asyncDispose]() };
  } catch (error) {
    await parts[Symbol.asyncDispose]();
    throw error;
  }
};
