import { createHash } from 'node:crypto';
import type { RedisClient } from '../../redis/connect.ts';
import type { AppendRequest } from '../stage-appends.ts';
import { sequenceOf } from '../position.ts';
import { APPEND, TRIM } from './append-script.ts';
import { storedIdOf, storedSourceOf, type LogKeys, type StreamName } from './log-keys.ts';
import type { Entry, Run } from './merge-streams.ts';
import { redisError } from './redis-error.ts';
import { logUnwritable } from '../log-errors.ts';

/** Of each event its sequence, negative where it was known; or the source's sequence that wasn't expected. */
export type ScriptReply = { readonly sequences: readonly number[] } | { readonly conflict: number };

/** One stream as it is now. */
export interface StreamRun extends Run {
  readonly name: StreamName;
  /** Sequence up to which only the archive has it. */
  readonly archived: number;
}

export interface StreamsRead {
  /** Sequence up to which every stream is known. */
  readonly head: number;
  readonly runs: readonly StreamRun[];
}

type Script = { readonly lua: string; readonly sha: string };
const script = (lua: string): Script => ({ lua, sha: createHash('sha1').update(lua).digest('hex') });
const append = script(APPEND);
const trim = script(TRIM);

const isUnknownScript = (error: unknown): boolean =>
  error instanceof Error && error.message.startsWith('NOSCRIPT');

const toEntry = ([id, fields]: readonly [string, readonly string[]]): Entry => ({
  sequence: Number(id.slice(0, id.indexOf('-'))),
  text: fields[1] ?? '',
});

const expectationOf = ({ texts, expected }: AppendRequest): readonly string[] => [
  ...(expected ? [storedSourceOf(expected.source), String(sequenceOf(expected.position))] : ['', '']),
  String(texts.length),
];

const toReply = (reply: unknown): ScriptReply => {
  if (!Array.isArray(reply)) throw logUnwritable(new Error('an append without a reply'));
  const [first, actual] = reply.map(String);
  return first === 'conflict' ? { conflict: Number(actual) } : { sequences: reply.map(Number) };
};

/** The log's commands, and nothing of what they mean. Every error is one that `redisError` makes. */
export class RedisStreams {
  readonly #client: RedisClient;
  readonly #keys: LogKeys;

  constructor(client: RedisClient, keys: LogKeys) {
    this.#client = client;
    this.#keys = keys;
  }

  /** Writes a group of appends in one step; one reply for each. */
  async append(name: StreamName, requests: readonly AppendRequest[]): Promise<readonly ScriptReply[]> {
    const { stream, last, sources, bucketOf } = this.#keys.of(name);
    const ids = requests.flatMap(({ keys }) => keys).map(storedIdOf);
    let next = 0;
    const values = requests.flatMap((request) => [
      ...expectationOf(request),
      ...request.texts.flatMap((text, index) => [
        ids[next++]?.field ?? '',
        storedSourceOf(request.sources[index] ?? ''),
        text,
      ]),
    ]);
    const keys = [this.#keys.head, stream, last, sources, ...ids.map(bucketOf)];
    const replies = await this.#run(append, keys, values);
    if (!Array.isArray(replies)) throw logUnwritable(new Error('an append without a reply'));
    return replies.map(toReply);
  }

  /** Forgets what the archive has; returns how many events. */
  async trim(name: StreamName, upTo: number): Promise<number> {
    const { stream, archived } = this.#keys.of(name);
    return Number(await this.#run(trim, [stream, archived], [String(upTo)]));
  }

  /** Sequence of each stream's last event, all at one moment. */
  async lasts(names: readonly StreamName[]): Promise<readonly number[]> {
    const found = await this.#ask(() => this.#client.mget(names.map((name) => this.#keys.of(name).last)));
    return found.map((last) => Number(last ?? 0));
  }

  /**
   * Up to `count` events of each stream after a sequence, and up to where all of them are complete. Commands of one
   * connection are done in the order in which they are sent: the lasts first and where the archive begins last, so
   * that neither an append nor a trim between them hides anything.
   */
  async read(names: readonly StreamName[], after: number, count: number): Promise<StreamsRead> {
    const keys = names.map((name) => this.#keys.of(name));
    const asked = [
      this.lasts(names),
      Promise.all(keys.map(({ stream }) => this.#range(stream, `(${after}-0`, count))),
      this.#ask(() => this.#client.mget(keys.map(({ archived }) => archived))),
    ] as const;
    const [lasts, ranges, archived] = await Promise.all(asked);
    const runs = names.map((name, index): StreamRun => {
      const entries = ranges[index] ?? [];
      return { name, entries, isCut: entries.length === count, archived: Number(archived[index] ?? 0) };
    });
    return { head: Math.max(...lasts), runs };
  }

  /** Whether any of the streams has this event, or has given it to the archive. */
  async isStillThere(names: readonly StreamName[], { sequence, text }: Entry): Promise<boolean> {
    const { runs } = await this.read(names, sequence - 1, 1);
    return runs.some(
      ({ entries: [first], archived }) =>
        archived >= sequence || (first?.sequence === sequence && first.text === text),
    );
  }

  /** Writes what means nothing: `WAIT` waits for this connection's last write, and so for all that was there before. */
  async mark(name: StreamName): Promise<void> {
    await this.#ask(() => this.#client.set(this.#keys.of(name).mark, ''));
  }

  /** How many replicas have everything that this connection wrote, after `milliseconds` at most. */
  copies(wanted: number, milliseconds: number): Promise<number> {
    return this.#ask(() => this.#client.wait(wanted, milliseconds));
  }

  /** Waits until any stream has something after its sequence, or for `milliseconds`. */
  async wait(names: readonly StreamName[], after: readonly number[], milliseconds: number): Promise<void> {
    const streams = names.map((name) => this.#keys.of(name).stream);
    const ids = after.map((sequence) => `${sequence}-0`);
    await this.#ask(() =>
      this.#client.xread('COUNT', 1, 'BLOCK', milliseconds, 'STREAMS', ...streams, ...ids),
    );
  }

  async #range(stream: string, start: string, count: number): Promise<readonly Entry[]> {
    const found = await this.#ask(() => this.#client.xrange(stream, start, '+', 'COUNT', count));
    return found.map(toEntry);
  }

  async #run({ lua, sha }: Script, keys: readonly string[], values: readonly string[]): Promise<unknown> {
    try {
      return await this.#client.evalsha(sha, keys.length, ...keys, ...values);
    } catch (error) {
      if (!isUnknownScript(error)) throw redisError(error);
    }
    return this.#ask(() => this.#client.eval(lua, keys.length, ...keys, ...values));
  }

  async #ask<T>(command: () => Promise<T>): Promise<T> {
    try {
      return await command();
    } catch (error) {
      throw redisError(error);
    }
  }
}
