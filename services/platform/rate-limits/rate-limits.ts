import { createHash, randomBytes } from 'node:crypto';
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from '../http/app-error.ts';

export const WINDOW_SECONDS = 60;
/**
 * New keys that get a count of their own in one window. The limiter forgets a key 60 s after its first call,
 * so at most twice as many are held at once: about 40 MB per limiter, whatever is sent.
 */
const MAX_OWN_KEYS = 50_000;
/** Beyond that, further new keys share these: fewer calls for newcomers of that minute, no more memory. */
const SHARED_KEYS = 1_024;

export interface RateLimits {
  /**
   * Counts one call of `key`.
   * @throws AppError 429 `too-many-requests` with Retry-After once `perMinute` are used up
   */
  consume(key: string): Promise<void>;
}

export interface RateLimitOptions {
  /** What is limited, as the caller is told: `orders`, `sessions`. */
  readonly name: string;
  readonly perMinute: number;
  /** How many keys are counted one by one; for tests. */
  readonly maxOwnKeys?: number;
}

/** Makes the limits of one kind of call; one exported contract suite (`test/contract/rate-limits-contract.ts`) for all. */
export type CreateRateLimits = (options: RateLimitOptions) => RateLimits;

const tooMany = ({ name, perMinute }: RateLimitOptions, { msBeforeNext }: RateLimiterRes): AppError => {
  const seconds = Math.min(WINDOW_SECONDS, Math.max(1, Math.ceil(msBeforeNext / 1000)));
  return new AppError(
    429,
    'too-many-requests',
    `At most ${perMinute} ${name} a minute: try again in ${seconds} s.`,
    {
      facts: { limit: name, perMinute, retryAfterSeconds: seconds },
      headers: { 'Retry-After': String(seconds) },
    },
  );
};

/** Yes for the first `limit` questions of each window. */
const createQuota = (limit: number): { left(): boolean; take(): void } => {
  let windowStart = 0;
  let taken = 0;
  return {
    left() {
      const now = Date.now();
      // A clock set back starts a window too, or the quota would be stuck until it catches up.
      if (now < windowStart || now - windowStart >= WINDOW_SECONDS * 1000) {
        windowStart = now;
        taken = 0;
      }
      return taken < limit;
    },
    take() {
      taken += 1;
    },
  };
};

/**
 * Counts with a limiter. Keys are kept only as salted digests: bounded in length, and nobody can aim at another key's
 * shared count.
 */
export const countBy = (
  limiter: Pick<RateLimiterAbstract, 'get' | 'consume'>,
  salt: Uint8Array,
  { name, perMinute, maxOwnKeys = MAX_OWN_KEYS }: RateLimitOptions,
): RateLimits => {
  const ownKeys = createQuota(maxOwnKeys);

  const countedAs = async (key: string): Promise<string> => {
    const hash = createHash('sha256').update(salt).update(key).digest();
    const own = hash.toString('base64url', 0, 16);
    if (ownKeys.left() || (await limiter.get(own))) return own;
    return `shared-${hash.readUInt32LE(16) % SHARED_KEYS}`;
  };

  return {
    async consume(key) {
      try {
        const { isFirstInDuration } = await limiter.consume(await countedAs(key));
        if (isFirstInDuration) ownKeys.take();
      } catch (refusal) {
        throw refusal instanceof RateLimiterRes ? tooMany({ name, perMinute }, refusal) : refusal;
      }
    },
  };
};

/** At most `perMinute` calls per key in the 60 s that begin with the key's first call, counted in this process. */
export const createRateLimits: CreateRateLimits = (options) => {
  const limiter = new RateLimiterMemory({
    points: options.perMinute,
    duration: WINDOW_SECONDS,
    keyPrefix: '',
  });
  return countBy(limiter, randomBytes(16), options);
};
