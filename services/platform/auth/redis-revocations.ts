import type { Logger } from 'pino';
import { AppError } from '../http/app-error.ts';
import type { RedisClient } from '../redis/connect.ts';
import {
  MAX_REVOKED,
  revocation,
  type Revocation,
  type Revocations,
  SESSION_SECONDS,
  tooManySignOuts,
} from './revocations.ts';

/** A stream: an entry a sign-out, with `jti` and `exp`. */
const KEY = 'relish:sign-outs';
/** A sign-out at one replica is known to the others this soon, and the time of one reply of Redis. */
const LOOK_EVERY_MS = 250;
/** A replica of Redis that took over may number from a clock that is behind: what is new is looked for from here. */
const OVERLAP_MS = 10_000;
const PAGE = 5_000;
/** Every session is over by then, whatever clock it was signed by. */
const KEPT_SECONDS = SESSION_SECONDS + 600;

/**
 * Adds one unless too many are kept: first what is over makes room. Entries leave by themselves when every session
 * of their time is over, and with the last of them the stream.
 *
 * KEYS  the stream
 * ARGV  jti · exp · now, in seconds · how many are kept · for how many seconds
 *
 * Returns 1, or 0 if there are too many.
 */
const ADD = `
local stream, now, max, kept = KEYS[1], tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
local oldest = (tonumber(redis.call('TIME')[1]) - kept) * 1000
redis.call('XTRIM', stream, 'MINID', string.format('%.0f', oldest))
if redis.call('XLEN', stream) >= max then
  for _, entry in ipairs(redis.call('XRANGE', stream, '-', '+', 'COUNT', 1000)) do
    if tonumber(entry[2][4]) <= now then redis.call('XDEL', stream, entry[1]) end
  end
  if redis.call('XLEN', stream) >= max then return 0 end
end
redis.call('XADD', stream, '*', 'jti', ARGV[1], 'exp', ARGV[2])
redis.call('EXPIRE', stream, kept)
return 1
`;

interface RedisOptions {
  readonly client: RedisClient;
  readonly logger: Logger;
  /** Milliseconds. */
  readonly now: () => number;
  /** How many are kept; for tests. */
  readonly max?: number;
}

const away = (cause: unknown): AppError =>
  new AppError(
    503,
    'sign-outs-away',
    'You are still signed in: what is signed out could not be written down. Try again in a moment.',
    { headers: { 'Retry-After': '2' }, cause },
  );

/** Somebody else's entry is none. */
const parse = (fields: readonly string[]): Revocation | undefined => {
  const [, jti, , exp] = fields;
  return revocation.safeParse({ jti, exp: Number(exp) }).data;
};

const millisecondsOf = (id: string): number => Number(id.split('-')[0]);

class RedisRevocations implements Revocations, AsyncDisposable {
  readonly #options: RedisOptions;
  readonly #revoked = new Map<string, number>();
  #lastId = '0-0';
  #looking: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isAway = false;

  constructor(options: RedisOptions) {
    this.#options = options;
  }

  has(jti: string): boolean {
    return this.#revoked.has(jti);
  }

  async add({ jti, exp }: Revocation): Promise<void> {
    if (this.#revoked.has(jti)) return;
    const { client, now, max = MAX_REVOKED } = this.#options;
    const seconds = Math.floor(now() / 1_000);
    const added = await client
      .eval(ADD, 1, KEY, jti, exp, seconds, max, KEPT_SECONDS)
      .catch((error: unknown) => {
        throw away(error);
      });
    if (added !== 1) throw tooManySignOuts();
    this.#revoked.set(jti, exp);
  }

  /** Reads all there is, then goes on looking. */
  async start(): Promise<void> {
    await this.#readNew();
    this.#timer = setInterval(() => {
      this.#looking ??= this.#look().finally(() => {
        this.#looking = undefined;
      });
    }, LOOK_EVERY_MS).unref();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#timer);
    await this.#looking;
  }

  /** What is known stays known while Redis is away. */
  async #look(): Promise<void> {
    try {
      await this.#readNew();
      this.#isAway = false;
    } catch (error) {
      const { logger } = this.#options;
      if (!this.#isAway) logger.error({ err: error }, 'sign-outs at other replicas are not heard of');
      this.#isAway = true;
    }
  }

  async #readNew(): Promise<void> {
    const { client } = this.#options;
    let after = `${Math.max(0, millisecondsOf(this.#lastId) - OVERLAP_MS)}-0`;
    for (;;) {
      const entries = await client.xrange(KEY, `(${after}`, '+', 'COUNT', PAGE);
      for (const [id, fields] of entries) {
        const found = parse(fields);
        if (found) this.#revoked.set(found.jti, found.exp);
        after = id;
      }
      if (entries.length < PAGE) break;
    }
    if (millisecondsOf(after) >= millisecondsOf(this.#lastId)) this.#lastId = after;
    this.#forget();
  }

  /** The oldest come first; one that outlives those behind it holds them a while longer. */
  #forget(): void {
    const seconds = this.#options.now() / 1_000;
    for (const [jti, exp] of this.#revoked) {
      if (exp > seconds) return;
      this.#revoked.delete(jti);
    }
  }
}

/**
 * Revocations in a stream of Redis that all replicas follow: asked from memory, and at most a quarter of a second, and
 * the time of one reply, behind. While Redis is away what is known stays known, and a sign-out says that it failed.
 * @throws Error if Redis doesn't answer
 */
export const openRedisRevocations = async (options: RedisOptions): Promise<Revocations & AsyncDisposable> => {
  const revocations = new RedisRevocations(options);
  await revocations.start();
  return revocations;
};
