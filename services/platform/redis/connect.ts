import { once } from 'node:events';
import { Cluster, Redis } from 'ioredis';
import { ConfigError } from '../config/config.ts';
import { logAway } from '../event-log/log-errors.ts';
import { refusalIn } from './refusal-in.ts';

/** One server, the master that Sentinels name, or a Cluster: the same commands. */
export type RedisClient = Redis | Cluster;

const CONNECT_MS = 3_000;
/** A command that isn't answered by then has failed; whether it was done, nobody knows. */
const READY_MS = 3_000;
const COMMAND_MS = 3_000;
const MAX_PAUSE_MS = 1_000;

const again = (times: number): number => Math.min(50 * times, MAX_PAUSE_MS);

/**
 * Nothing waits in a queue of the client's and nothing is sent twice by itself: whoever asked hears at once that
 * Redis is away, and knows whether asking again is safe.
 */
const OPTIONS = {
  connectTimeout: CONNECT_MS,
  commandTimeout: COMMAND_MS,
  maxRetriesPerRequest: 0,
  autoResendUnfulfilledCommands: false,
  keepAlive: 10_000,
} as const;

interface Address {
  readonly host: string;
  readonly port: number;
}

const addressesOf = (hosts: string, fallback: number): readonly Address[] =>
  hosts.split(',').map((entry) => {
    const { hostname, port } = new URL(`redis://${entry}`);
    return { host: hostname, port: port === '' ? fallback : Number(port) };
  });

/** A URL whose host may be several: `scheme://user:password@a:1,b:2/path`. */
const partsOf = (url: string) => {
  const [, protocol = '', secret = '', hosts = '', path = ''] =
    /^([a-z+]+:)\/\/(?:([^@/]*)@)?([^/]+)(?:\/(.*))?$/.exec(url) ?? [];
  const [username = '', password = ''] = secret.split(':').map(decodeURIComponent);
  return {
    protocol,
    hosts,
    path,
    login: { ...(username && { username }), ...(password && { password }) },
  };
};

const opened = (url: string, name: string): RedisClient | undefined => {
  const { protocol, hosts, path, login } = partsOf(url);
  const options = { ...OPTIONS, ...login, connectionName: name };
  const alone = { ...options, enableOfflineQueue: false, retryStrategy: again };
  const [first] = addressesOf(hosts || 'none', 6379);
  switch (protocol) {
    case 'redis:':
      return new Redis({ ...alone, ...first });
    case 'rediss:':
      return new Redis({ ...alone, ...first, tls: {} });
    case 'redis+sentinel:':
      return new Redis({ ...alone, sentinels: [...addressesOf(hosts, 26_379)], name: path });
    case 'redis+cluster:':
      return new Cluster([...addressesOf(hosts, 6379)], {
        clusterRetryStrategy: again,
        enableOfflineQueue: false,
        redisOptions: options,
      });
    default:
      return undefined;
  }
};

const attempt = (url: string, name: string): RedisClient => {
  const known = 'redis://, rediss://, redis+sentinel://host,host/master or redis+cluster://host,host';
  const wrong = `REDIS_URL: not an address of Redis. Use ${known}.`;
  try {
    const client = opened(url, name);
    if (client) return client;
  } catch (cause) {
    throw new ConfigError(wrong, { cause });
  }
  throw new ConfigError(wrong);
};

/**
 * Connects to the Redis of a URL, in the background and again whenever the connection is lost:
 * `redis://` or `rediss://` `[user:password@]host[:port]`, `redis+sentinel://[user:password@]host[:port],…/master`,
 * `redis+cluster://[user:password@]host[:port],…`.
 * @param name of the connection, as `CLIENT LIST` shows it
 * @throws ConfigError for another URL; the message doesn't repeat it, since it may hold a password
 */
export const connectRedis = (url: string, name: string): RedisClient => {
  const client = attempt(url, name);
  // Each command tells its caller; without a listener the same error would end the process.
  client.on('error', () => undefined);
  return client;
};

/** It is there, and won't have us: to wait for it is in vain. The reply names no password. */
const refused = (refusal: string, cause: unknown): ConfigError =>
  new ConfigError(
    `REDIS_URL: Redis is there and refuses its user or its password (${refusal}). Set it to redis://user:password@host:port of a user that Redis has (ACL LIST).`,
    { cause },
  );

/**
 * Resolves once commands are answered.
 * @throws AppError 503 `log-away` if nobody answers within `milliseconds`; ConfigError at once if the user or the password
 *   of the URL is refused
 */
export const becomesReady = async (client: RedisClient, milliseconds = READY_MS): Promise<void> => {
  if (client.status === 'ready') return;
  try {
    await once(client, 'ready', { signal: AbortSignal.timeout(milliseconds) });
  } catch (cause) {
    const refusal = refusalIn(cause);
    throw refusal === undefined ? logAway(cause) : refused(refusal, cause);
  }
};
