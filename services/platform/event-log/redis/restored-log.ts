import { randomUUID } from 'node:crypto';
import type { RelishEvent } from '../../../contracts/events.ts';
import type { RedisClient } from '../../redis/connect.ts';
import { eventKey, sourceKey } from '../id-index.ts';
import { logNotEmpty, restoreInterrupted, tooFewCopies } from '../log-errors.ts';
import { positionAt } from '../position.ts';
import { allBuckets, logKeysOf, STREAMS, storedIdOf, storedSourceOf, type StreamName } from './log-keys.ts';
import { redisError } from './redis-error.ts';
import { CLEAR, FINISH, RESTORE, TAKE } from './restore-script.ts';

/** Events in one step of Redis, and keys: nobody else is served meanwhile (about 15 ms). */
const AT_ONCE = 1_000;
const COPY_MS = 10_000;
const MARK = 'restoring ';

export interface RestoredEntry {
  readonly sequence: number;
  readonly stream: StreamName;
  readonly event: RelishEvent;
  /** As it was appended. */
  readonly text: string;
}

/** @throws AppError 409 `log-not-empty`, 503 `log-away` */
export const expectEmptyLog = async (client: RedisClient, log = 'log'): Promise<void> => {
  const head = await client.get(logKeysOf(log).head).catch((error: unknown) => {
    throw redisError(error);
  });
  if (head !== null && !head.startsWith(MARK)) throw logNotEmpty(positionAt(Number(head)));
};

interface RestoredLogOptions {
  readonly client: RedisClient;
  /** See `openRedisEventLog`. */
  readonly log?: string;
  readonly copies?: number;
}

/**
 * A log that is written at the positions that its events had, and is one only when it is finished: until then nobody
 * reads anything of it, and nobody can append.
 */
export class RestoredLog {
  readonly #options: RestoredLogOptions;
  readonly #keys: ReturnType<typeof logKeysOf>;
  readonly #who = `${MARK}${randomUUID()} `;
  readonly #lasts = new Map<StreamName, number>();
  #sequence = 0;

  constructor(options: RestoredLogOptions) {
    this.#options = options;
    this.#keys = logKeysOf(options.log ?? 'log');
  }

  /** Takes the log. @throws AppError 409 `log-not-empty`, 503 `log-away` */
  async begin(): Promise<void> {
    const there = String(await this.#run(TAKE, [this.#keys.head], [this.#mark]));
    if (there !== '' && !there.startsWith(MARK)) throw logNotEmpty(positionAt(Number(there)));
    if (there !== '') await this.#clear();
  }

  /** @throws AppError 409 `restore-interrupted` if somebody else restores into this log now */
  async append(entries: readonly RestoredEntry[]): Promise<void> {
    for (let start = 0; start < entries.length; start += AT_ONCE) {
      await this.#write(entries.slice(start, start + AT_ONCE));
    }
  }

  /** @throws AppError 409 `restore-interrupted`, 503 `log-not-copied` */
  async finish(): Promise<void> {
    const { client, copies = 0 } = this.#options;
    const keys = [this.#keys.head, ...STREAMS.map((name) => this.#keys.of(name).last)];
    const lasts = STREAMS.map((name) => String(this.#lasts.get(name) ?? 0));
    this.#expect(await this.#run(FINISH, keys, [this.#mark, String(this.#sequence), ...lasts]));
    if (copies === 0) return;
    const there = await client.wait(copies, COPY_MS).catch((error: unknown) => {
      throw redisError(error);
    });
    if (there < copies) throw tooFewCopies(there, copies);
  }

  /** Leaves the log as empty as it was. */
  async discard(): Promise<void> {
    await this.#clear();
    await this.#run(CLEAR, [this.#keys.head, this.#keys.head], [this.#who]);
  }

  get #mark(): string {
    return `${this.#who}${this.#sequence}`;
  }

  async #write(entries: readonly RestoredEntry[]): Promise<void> {
    const ids = entries.map(({ event }) => storedIdOf(eventKey(event)));
    const buckets = entries.map(({ stream }, index) =>
      this.#keys.of(stream).bucketOf(ids[index] ?? { bucket: '', field: '' }),
    );
    const streams = STREAMS.map((name) => this.#keys.of(name));
    const keys = [
      this.#keys.head,
      ...streams.flatMap(({ stream, sources }) => [stream, sources]),
      ...buckets,
    ];
    const values = entries.flatMap(({ stream, sequence: at, event, text }, index) => [
      ...[String(STREAMS.indexOf(stream) + 1), String(at), ids[index]?.field ?? ''],
      ...[storedSourceOf(sourceKey(event.source)), text],
    ]);
    const sequence = entries.at(-1)?.sequence ?? this.#sequence;
    this.#expect(await this.#run(RESTORE, keys, [this.#mark, `${this.#who}${sequence}`, ...values]));
    this.#sequence = sequence;
    for (const { stream, sequence: at } of entries) this.#lasts.set(stream, at);
  }

  async #clear(): Promise<void> {
    const keys = STREAMS.map((name) => this.#keys.of(name)).flatMap(({ stream, sources, bucketOf }) => [
      ...[stream, sources],
      ...allBuckets().map((bucket) => bucketOf({ bucket, field: '' })),
    ]);
    for (let start = 0; start < keys.length; start += AT_ONCE) {
      const some = keys.slice(start, start + AT_ONCE);
      this.#expect(await this.#run(CLEAR, [this.#keys.head, ...some], [this.#who]));
    }
  }

  #expect(reply: unknown): void {
    if (reply !== 1) throw restoreInterrupted();
  }

  async #run(script: string, keys: readonly string[], values: readonly string[]): Promise<unknown> {
    try {
      return await this.#options.client.eval(script, keys.length, ...keys, ...values);
    } catch (error) {
      throw redisError(error);
    }
  }
}
