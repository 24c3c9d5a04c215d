import type { RedisClient } from '../../redis/connect.ts';
import { logKeysOf, type StreamName } from './log-keys.ts';
import type { Entry } from './merge-streams.ts';
import { RedisStreams } from './redis-streams.ts';

/** One stream as Redis has it, for whoever moves its old events to the archive. */
export interface StoredStream {
  readonly name: StreamName;
  /** Up to `limit` entries after a sequence that Redis still has. */
  read(after: number, limit: number): Promise<readonly Entry[]>;
  /** Sequence of the last event, and of the last that was forgotten here. */
  extent(): Promise<{ readonly last: number; readonly trimmed: number }>;
  /** Forgets everything up to a sequence: only what the archive has. @returns how many events */
  trim(upTo: number): Promise<number>;
}

/** @param log see `openRedisEventLog` */
export const openStoredStream = (client: RedisClient, name: StreamName, log = 'log'): StoredStream => {
  const streams = new RedisStreams(client, logKeysOf(log));
  return {
    name,
    async read(after, limit) {
      const { head, runs } = await streams.read([name], after, limit);
      return runs.flatMap(({ entries }) => entries).filter(({ sequence }) => sequence <= head);
    },
    async extent() {
      const { head, runs } = await streams.read([name], Number.MAX_SAFE_INTEGER, 1);
      return { last: head, trimmed: runs[0]?.archived ?? 0 };
    },
    trim: (upTo) => streams.trim(name, upTo),
  };
};
