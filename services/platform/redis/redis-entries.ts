import { AppError } from '../http/app-error.ts';
import type { RedisClient } from './connect.ts';

/** Texts that all replicas share, by key: for what is small, seldom added to and never changed. */
export interface RedisEntries {
  /** In no order. */
  all(): Promise<readonly string[]>;
  count(): Promise<number>;
  /** False if there is one of this key. */
  addIfAbsent(key: string, text: string): Promise<boolean>;
}

const away = (cause: unknown): AppError =>
  new AppError(
    503,
    'entries-away',
    "What replicas share can't be reached right now: try again in a moment.",
    {
      headers: { 'Retry-After': '2' },
      cause,
    },
  );

/**
 * Entries of one hash of Redis. Each method throws AppError 503 `entries-away` while it can't be reached.
 * @param name of the hash
 */
export const createRedisEntries = (client: RedisClient, name: string): RedisEntries => {
  const ask = async <T>(reply: Promise<T>): Promise<T> => {
    try {
      return await reply;
    } catch (error) {
      throw away(error);
    }
  };
  return {
    all: async () => Object.values(await ask(client.hgetall(name))),
    count: () => ask(client.hlen(name)),
    addIfAbsent: async (key, text) => (await ask(client.hsetnx(name, key, text))) === 1,
  };
};
