import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { RedisClient } from '../redis/connect.ts';
import { isAway } from '../redis/is-away.ts';
import { refusalIn } from '../redis/refusal-in.ts';
import { type Chore, type Chores, doChore } from './chores.ts';
import { FINISH, KEEP, TAKE } from './chore-scripts.ts';

/** A worker that gave no sign of life for so long is taken for dead. */
const PATIENCE_MS = 15_000;
/** So often a worker gives one. */
const SIGN_MS = 2_000;
/** So often, at most, somebody looks whether there is something to do. */
const LOOK_MS = 1_000;

interface RedisChoresOptions {
  /** Not disposed of here. */
  readonly client: RedisClient;
  readonly logger: Pick<Logger, 'error'>;
  /** For tests. */
  readonly patienceMs?: number;
}

class RedisChores implements Chores {
  readonly #options: RedisChoresOptions;
  readonly #patience: number;
  readonly #worker = randomUUID();
  readonly #stop = new AbortController();
  readonly #loops: Promise<void>[] = [];
  /** By chore and script: what Redis had against it last. */
  readonly #refused = new Map<string, string>();

  constructor(options: RedisChoresOptions) {
    this.#options = options;
    this.#patience = options.patienceMs ?? PATIENCE_MS;
  }

  start(chore: Chore): void {
    this.#loops.push(this.#loop(chore));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await Promise.all(this.#loops);
  }

  async #loop(chore: Chore): Promise<void> {
    const { signal } = this.#stop;
    const pause = Math.min(LOOK_MS, chore.everyMs / 2, this.#patience / 2);
    while (!signal.aborted) {
      await this.#look(chore);
      await setTimeout(pause, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  async #look(chore: Chore): Promise<void> {
    const id = await this.#take(chore);
    if (typeof id === 'string') await this.#work(chore, id);
  }

  #take(chore: Chore): Promise<unknown> {
    const { name, everyMs } = chore;
    const key = keyOf(name);
    const values = [this.#worker, String(everyMs), String(this.#patience)];
    return this.#ask(chore, 'take', () =>
      this.#options.client.eval(TAKE, 2, `${key}:due`, `${key}:queue`, ...values),
    );
  }

  async #work(chore: Chore, id: string): Promise<void> {
    const taken = new AbortController();
    const signal = AbortSignal.any([this.#stop.signal, taken.signal]);
    const giveSign = async (): Promise<void> => {
      const isMine = await this.#tell('keep', KEEP, chore, id);
      if (isMine === 0) taken.abort();
    };
    const signs = setInterval(() => void giveSign(), Math.min(SIGN_MS, this.#patience / 4)).unref();
    await doChore(chore, signal, this.#options.logger);
    clearInterval(signs);
    // Where this fails the entry is claimed after a while, and the work is done once more.
    await this.#tell('finish', FINISH, chore, id);
  }

  #tell(what: string, script: string, chore: Chore, id: string): Promise<unknown> {
    return this.#ask(chore, what, () =>
      this.#options.client.eval(script, 1, `${keyOf(chore.name)}:queue`, this.#worker, id),
    );
  }

  /** What a script returns; undefined where Redis is away, which the log tells already, or refuses it. */
  async #ask({ name }: Chore, what: string, run: () => Promise<unknown>): Promise<unknown> {
    const key = `${name} ${what}`;
    try {
      const reply = await run();
      this.#refused.delete(key);
      return reply;
    } catch (error) {
      this.#noteRefusal(key, name, error);
      return undefined;
    }
  }

  /** Told once, not each time somebody looks: nobody does the chore until somebody sees to it. */
  #noteRefusal(key: string, chore: string, error: unknown): void {
    if (isAway(error) && refusalIn(error) === undefined) return;
    const message = String(error);
    if (this.#refused.get(key) === message) return;
    this.#refused.set(key, message);
    this.#options.logger.error(
      { err: error, chore },
      'Redis refuses what a chore needs: it is not done here',
    );
  }
}

/** One slot a chore, so that a Cluster keeps what belongs together. */
const keyOf = (name: string): string => `relish:chores:{${name}}`;

/** Chores that the replicas of a service share by a consumer group for each: `relish:chores:{name}:…`. */
export const createRedisChores = (options: RedisChoresOptions): Chores => new RedisChores(options);
