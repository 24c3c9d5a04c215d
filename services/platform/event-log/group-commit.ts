import type { RelishEvent } from '../../contracts/events.ts';
import type { ChunkStore } from './chunk-store.ts';
import type { Appended, Conflict, Expected, Position } from './event-log.ts';
import type { IdIndex } from './id-index.ts';
import { logUnwritable } from './log-errors.ts';
import { type AppendRequest, keysToFind, requestOf, stageAppends } from './stage-appends.ts';

/** Events in one write, unless one append alone has more: bounds what a crowd of waiting appends holds up. */
const MAX_GROUP = 10_000;

interface Waiting {
  readonly request: AppendRequest;
  readonly resolve: (outcome: Appended | Conflict) => void;
  readonly reject: (error: unknown) => void;
}

interface GroupCommitOptions {
  readonly chunks: ChunkStore;
  readonly index: IdIndex;
  /** How many events are on the log. */
  readonly head: number;
  /** Called each time the head has moved. */
  readonly onGrown: () => void;
}

/**
 * The one writer of a log. Appends that come in while a write is on its way to the disk wait, and share the next
 * one: at any time at most one write is not yet durable, so a crash can tear that one alone.
 */
export class GroupCommit {
  readonly #chunks: ChunkStore;
  readonly #index: IdIndex;
  readonly #onGrown: () => void;
  #head: number;
  #waiting: Waiting[] = [];
  #running: Promise<void> | undefined;
  /** What the last write added and the index may not yet have. */
  #unindexed: ReadonlyMap<string, Position> = new Map();
  #indexing: Promise<void> = Promise.resolve();
  #failure: unknown;

  constructor({ chunks, index, head, onGrown }: GroupCommitOptions) {
    this.#chunks = chunks;
    this.#index = index;
    this.#head = head;
    this.#onGrown = onGrown;
  }

  /** How many events are durable. */
  get head(): number {
    return this.#head;
  }

  append(events: readonly RelishEvent[], expected: Expected | undefined): Promise<Appended | Conflict> {
    const request = requestOf(events, expected);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ request, resolve, reject });
      this.#running ??= this.#run();
    });
  }

  /** Resolves when nothing waits any more and the index has everything that was written. */
  async settled(): Promise<void> {
    await this.#running;
    await this.#indexing.catch(() => undefined);
  }

  async #run(): Promise<void> {
    // Whoever appends in the same turn comes along.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const group = this.#takeGroup();
      try {
        if (this.#failure) throw logUnwritable(this.#failure);
        await this.#commit(group);
      } catch (error) {
        // After a failed write nobody knows how the file ends. Only opening it again finds out, so no more is written.
        this.#failure ??= error;
        for (const { reject } of group) reject(logUnwritable(this.#failure));
      }
    }
    this.#running = undefined;
  }

  #takeGroup(): readonly Waiting[] {
    let events = 0;
    const end = this.#waiting.findIndex(({ request }, index) => {
      events += request.texts.length;
      return events > MAX_GROUP && index > 0;
    });
    return this.#waiting.splice(0, end < 0 ? this.#waiting.length : end);
  }

  async #commit(group: readonly Waiting[]): Promise<void> {
    const requests = group.map(({ request }) => request);
    const { outcomes, texts, entries } = stageAppends(requests, await this.#known(requests), this.#head);
    if (texts.length > 0) {
      await this.#chunks.append(this.#head, texts);
      this.#head += texts.length;
      this.#onGrown();
    }
    for (const [index, outcome] of outcomes.entries()) group[index]?.resolve(outcome);
    if (texts.length > 0) await this.#enterIntoIndex(entries);
  }

  /** Waits for the entries before these only, so that the index keeps pace without anybody waiting for it. */
  async #enterIntoIndex(entries: ReadonlyMap<string, Position>): Promise<void> {
    await this.#indexing;
    this.#unindexed = entries;
    this.#indexing = this.#index.record(entries, this.#head);
    // It is awaited by the next write; until then a failure must not pass for one that nobody handles.
    this.#indexing.catch(() => undefined);
  }

  async #known(requests: readonly AppendRequest[]): Promise<ReadonlyMap<string, Position>> {
    const known = new Map<string, Position>();
    const toFind: string[] = [];
    for (const key of keysToFind(requests)) {
      const position = this.#unindexed.get(key);
      if (position === undefined) toFind.push(key);
      else known.set(key, position);
    }
    const found = await this.#index.find(toFind);
    for (const [index, key] of toFind.entries()) {
      const position = found[index];
      if (position !== undefined) known.set(key, position);
    }
    return known;
  }
}
