import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import type { RelishEvent } from '../../../services/contracts/events.ts';
import { settledOrders } from '../history/settled-orders.ts';
import type { RedisAddress } from '../../engines/redis-server.ts';

/** So many likes are under way at once. */
const AT_ONCE = 500;
const SCANNED = '1000';
/** As many recommendations as it stores. */
const STORED = 30;

/** What it learned at once: to be forgotten again. */
interface Like {
  readonly accountId: string;
  readonly itemId: string;
}

const load = async ({ host, port, password }: RedisAddress) => {
  // Read when the rest is loaded: keys of our own, so that nobody's Redis is harmed.
  const { default: config } = await import('raccoon/lib/config.js');
  Object.assign(config, {
    className: `relish-bench-${randomUUID()}`,
    redisUrl: host,
    redisPort: port,
    redisAuth: password,
  });
  const [{ default: raccoon }, { default: algorithms }, { default: client }, { default: keys }] = [
    await import('raccoon'),
    await import('raccoon/lib/algorithms.js'),
    await import('raccoon/lib/client.js'),
    await import('raccoon/lib/key.js'),
  ];
  return { raccoon, algorithms, client, keys, prefix: config.className };
};

const inPortions = async <T>(list: readonly T[], act: (one: T) => Promise<unknown>): Promise<void> => {
  for (let from = 0; from < list.length; from += AT_ONCE)
    await Promise.all(list.slice(from, from + AT_ONCE).map(act));
};

/**
 * The npm recommender raccoon on a real Redis: who takes an item home likes it, and its list is `bestRated`. Its
 * `recommendFor` takes everybody who shares one item for equally alike where there are no dislikes, so that names
 * decide among them; it is only compared on the clean history.
 */
export class Raccoon implements AsyncDisposable {
  readonly #package: Awaited<ReturnType<typeof load>>;
  readonly #itemsOf = new Map<string, Set<string>>();
  readonly #likers = new Map<string, number>();

  constructor(loaded: Awaited<ReturnType<typeof load>>) {
    this.#package = loaded;
  }

  /** Everything that it learned before is forgotten. */
  async startWith(events: readonly RelishEvent[]): Promise<void> {
    await this.#deleteAll();
    this.#itemsOf.clear();
    this.#likers.clear();
    await this.learn(events);
  }

  /** Its best-rated items that each account hasn't had, best first. */
  async rankings(accounts: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
    const best = await this.#package.raccoon.bestRated();
    return new Map(
      accounts.map((accountId) => {
        const had = this.#itemsOf.get(accountId);
        return [accountId, best.filter((itemId) => !had?.has(itemId))];
      }),
    );
  }

  /** What it recommends to one account itself. */
  async recommended(accountId: string): Promise<readonly string[]> {
    const { raccoon } = this.#package;
    const [itemId] = this.#itemsOf.get(accountId) ?? [];
    if (itemId === undefined) return [];
    await raccoon.updateSequence(accountId, itemId);
    return raccoon.recommendFor(accountId, STORED - 1);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#deleteAll();
    await this.#package.client.quitAsync();
  }

  /** Of orders whose events are all here. */
  async learn(events: readonly RelishEvent[]): Promise<readonly Like[]> {
    const likes: Like[] = [];
    for (const { accountId, items } of settledOrders(events)) {
      const had = this.#itemsOf.get(accountId) ?? new Set();
      this.#itemsOf.set(accountId, had);
      for (const itemId of items) {
        if (had.has(itemId)) continue;
        had.add(itemId);
        this.#likers.set(itemId, (this.#likers.get(itemId) ?? 0) + 1);
        likes.push({ accountId, itemId });
      }
    }
    const { raccoon } = this.#package;
    await inPortions(likes, ({ accountId, itemId }) =>
      raccoon.liked(accountId, itemId, { updateRecs: false }),
    );
    await this.#rate(likes);
    return likes;
  }

  async forget(likes: readonly Like[]): Promise<void> {
    const { raccoon } = this.#package;
    for (const { accountId, itemId } of likes) {
      this.#itemsOf.get(accountId)?.delete(itemId);
      this.#likers.set(itemId, this.#likers.get(itemId)! - 1);
    }
    await inPortions(likes, ({ accountId, itemId }) =>
      raccoon.unliked(accountId, itemId, { updateRecs: false }),
    );
    await this.#rate(likes);
  }

  /** What `liked` does for its item where it isn't told to leave the recommendations as they are. */
  async #rate(likes: readonly Like[]): Promise<void> {
    const { algorithms, client, keys } = this.#package;
    await inPortions([...new Set(likes.map(({ itemId }) => itemId))], (itemId) =>
      this.#likers.get(itemId) === 0
        ? client.zremAsync(keys.scoreboardZSet(), itemId)
        : new Promise<void>((resolve) => algorithms.updateWilsonScore(itemId, resolve)),
    );
  }

  async #deleteAll(): Promise<void> {
    const { client, prefix } = this.#package;
    let cursor = '0';
    do {
      const [next, found] = await client.scanAsync(cursor, 'MATCH', `${prefix}:*`, 'COUNT', SCANNED);
      if (found.length > 0) await client.delAsync(found);
      cursor = next;
    } while (cursor !== '0');
  }
}

/** It is among the packages for development. */
export const isRaccoonInstalled = (): boolean => {
  try {
    createRequire(import.meta.url).resolve('raccoon');
    return true;
  } catch {
    return false;
  }
};

/** One a process: the package has one client. Undefined where there is no Redis. */
export const connectRaccoon = async (address: RedisAddress | undefined): Promise<Raccoon | undefined> =>
  address && new Raccoon(await load(address));
