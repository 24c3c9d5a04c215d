import { createHmac } from 'node:crypto';
import { RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible';
import type { RedisClient } from '../redis/connect.ts';
import { createImpatience } from './create-impatience.ts';
import { countBy, type CreateRateLimits, WINDOW_SECONDS } from './rate-limits.ts';

const PREFIX = 'relish:limits';

interface RedisRateLimits {
  /** One that fails at once while it isn't connected. */
  readonly client: RedisClient;
  /** All replicas have the same, so that they count a caller under the same key. */
  readonly secret: string;
  /** Milliseconds that Redis has for an answer before a replica counts by itself. */
  readonly patience?: number;
}

/**
 * Limits that all replicas count together, at `relish:limits:<name>:<digest of the key>`; who is over the limit is
 * refused from memory. While Redis is away, or deaf, each replica counts by itself: a limit is as many times wider then as there
 * are replicas, and nobody is locked out. The bound on keys is each replica's, about 10 MB of Redis a limit and replica.
 */
export const createRedisRateLimits = ({ client, secret, patience }: RedisRateLimits): CreateRateLimits => {
  const salt = createHmac('sha256', secret).update('rate limits').digest();
  const ask = createImpatience(patience);
  return (options) => {
    const { name, perMinute: points } = options;
    const window = { points, duration: WINDOW_SECONDS };
    const insurance = new RateLimiterMemory({ ...window, keyPrefix: '' });
    const limiter = new RateLimiterRedis({
      ...window,
      storeClient: client,
      keyPrefix: `${PREFIX}:${name.replaceAll(' ', '-')}`,
      rejectIfRedisNotReady: true,
      inMemoryBlockOnConsumed: points + 1,
      insuranceLimiter: insurance,
    });
    const impatient = {
      get: (key: string) =>
        ask(
          () => limiter.get(key),
          () => insurance.get(key),
        ),
      consume: (key: string) =>
        ask(
          () => limiter.consume(key),
          () => insurance.consume(key),
        ),
    };
    return countBy(impatient, salt, options);
  };
};
