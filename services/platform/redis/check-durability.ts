import { Cluster, type Redis } from 'ioredis';
import { ConfigError } from '../config/config.ts';
import type { RedisClient } from './connect.ts';

/** What a setting must be for an acknowledged event to be on the disk, and why. */
const NEEDED = [
  { name: 'appendonly', value: 'yes', why: 'without it a restart forgets the log' },
  { name: 'appendfsync', value: 'always', why: 'otherwise the last second is lost with the power' },
  { name: 'maxmemory-policy', value: 'noeviction', why: 'otherwise Redis throws parts of the log away' },
] as const;

interface CheckOptions {
  /** `strict` refuses, `relaxed` warns: for those who have decided to lose a second. */
  readonly durability: 'strict' | 'relaxed';
  readonly warn: (message: string) => void;
}

const mastersOf = (client: RedisClient): readonly Redis[] =>
  client instanceof Cluster ? client.nodes('master') : [client];

/** A flat list of names and values, or an object of them: as the protocol has it. */
const settingsOf = (reply: unknown): ReadonlyMap<string, string> => {
  const flat = Array.isArray(reply)
    ? reply.map(String)
    : Object.entries(reply ?? {})
        .flat()
        .map(String);
  return new Map(flat.flatMap((name, index) => (index % 2 === 0 ? [[name, flat[index + 1] ?? '']] : [])));
};

const problemsOf = async (server: Redis): Promise<readonly string[]> => {
  try {
    const found = settingsOf(await server.config('GET', ...NEEDED.map(({ name }) => name)));
    return NEEDED.filter(({ name, value }) => found.get(name) !== value).map(
      ({ name, value, why }) => `${name} is ${found.get(name) ?? 'unknown'}, not ${value}: ${why}`,
    );
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'ReplyError') throw error;
    return ["its settings can't be read: allow the user of REDIS_URL +config|get"];
  }
};

/**
 * Looks whether Redis keeps what it acknowledges: `appendonly yes`, `appendfsync always`, `maxmemory-policy
 * noeviction`, on every master. A failover can still lose what no replica had: see REDIS_WAIT_REPLICAS.
 * @throws ConfigError saying what to change, unless `relaxed`
 */
export const checkDurability = async (
  client: RedisClient,
  { durability, warn }: CheckOptions,
): Promise<void> => {
  const problems = (await Promise.all(mastersOf(client).map(problemsOf))).flat();
  if (problems.length === 0) return;
  const told = `Redis doesn't keep what it acknowledges:\n  ${problems.join('\n  ')}`;
  if (durability === 'relaxed') warn(told);
  else throw new ConfigError(`${told}\nChange it there, or set REDIS_DURABILITY=relaxed to accept the loss.`);
};
