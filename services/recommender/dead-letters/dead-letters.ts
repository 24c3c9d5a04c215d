import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { deadLetter, type DeadLetter, type WhichLetters } from '../../contracts/http/dead-letters.ts';
import type { Problem } from '../../contracts/http/problem.ts';
import type { Author } from '../../contracts/primitives.ts';
import type { OriginHasher } from '../../platform/auth/origin.ts';
import { canonicalJson, digestOf } from '../../platform/digest/canonical-digest.ts';
import type { ObjectStore } from '../../platform/object-store/object-store.ts';
import { fitToKeep } from './fit-to-keep.ts';
import { beyondBounds, FOLDER, letterNameOf, readLetterName, type LetterName } from './letter-names.ts';

/** Letters that wait for the object store, at 32 kB at most. */
const WAITING = 1_000;
const PAUSE_MS = 1_000;
const FLUSH_MS = 3_000;
const ID_DIGITS = 32;

export interface DeadLettersDeps {
  readonly objects: ObjectStore;
  readonly hashOrigin: OriginHasher;
  readonly logger: Logger;
  /** Milliseconds. */
  readonly now: () => number;
}

interface Refused {
  readonly candidate: unknown;
  readonly problem: Pick<Problem, 'code' | 'detail'>;
}

const isOneOf =
  ({ id, reason }: WhichLetters) =>
  (name: LetterName): boolean =>
    (id === undefined || name.id === id) && (reason === undefined || name.reason === reason);

/** Undefined for what somebody else has put there. */
const letterIn = (bytes: Uint8Array): DeadLetter | undefined => {
  try {
    return deadLetter.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return undefined;
  }
};

const newestFirst = (a: LetterName, b: LetterName): number =>
  b.received - a.received || (a.id < b.id ? -1 : Number(a.id > b.id));

/**
 * What the ingest refused, kept in the object store for people and for a later version: whoever sent it isn't kept
 * waiting, was told that it is refused, and finds it again here. The same event refused for the same reason is one letter.
 */
export class DeadLetters implements AsyncDisposable {
  readonly #deps: DeadLettersDeps;
  readonly #waiting = new Map<string, DeadLetter>();
  readonly #stop = new AbortController();
  #running: Promise<void> = Promise.resolve();
  #isWriting = false;
  #unkept = 0;

  constructor(deps: DeadLettersDeps) {
    this.#deps = deps;
  }

  /** How many since the start found no room while the object store was away. */
  get unkept(): number {
    return this.#unkept;
  }

  /** Takes what was refused; it is durable a moment later. */
  keep(refused: readonly Refused[], sender: Author): void {
    const received = new Date(this.#deps.now()).toISOString();
    for (const { candidate, problem } of refused) {
      const kept = fitToKeep(candidate, this.#deps.hashOrigin);
      const { code: reason, detail } = problem;
      const id = digestOf({ reason, ...kept })
        .replace('sha256:', '')
        .slice(0, ID_DIGITS);
      const letter = deadLetter.parse({ id, reason, detail, received, sender: { ...sender }, ...kept });
      if (this.#waiting.size < WAITING || this.#waiting.has(id)) this.#waiting.set(id, letter);
      else this.#unkept++;
    }
    if (!this.#isWriting && this.#waiting.size > 0) this.#running = this.#writeAll();
  }

  /** Names of all that is kept, newest first. @throws AppError 503 `objects-away` */
  async names(which: WhichLetters = {}): Promise<readonly LetterName[]> {
    await this.#settled();
    const entries = await this.#deps.objects.list(FOLDER);
    return entries
      .flatMap(({ name }) => readLetterName(name) ?? [])
      .filter(isOneOf(which))
      .sort(newestFirst);
  }

  /** The letters of these names; one that is gone or isn't what its name says is left out. */
  async read(names: readonly LetterName[]): Promise<readonly DeadLetter[]> {
    const found: DeadLetter[] = [];
    for (const { name } of names) {
      const bytes = await this.#deps.objects.get(name);
      const letter = bytes && letterIn(bytes);
      if (letter) found.push(letter);
    }
    return found;
  }

  async remove(names: readonly LetterName[]): Promise<void> {
    for (const { name } of names) await this.#deps.objects.remove(name);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#running;
    if (this.#waiting.size === 0) return;
    await Promise.race([
      this.#writeWaiting().catch(() => undefined),
      wait(FLUSH_MS, undefined, { ref: false }),
    ]);
    const { size } = this.#waiting;
    if (size > 0)
      this.#deps.logger.error({ letters: size }, 'dead letters are lost: the object store is away');
  }

  /** What came just before is in the list, unless the store is away. */
  async #settled(): Promise<void> {
    await Promise.race([this.#running, wait(PAUSE_MS, undefined, { ref: false })]);
  }

  async #writeAll(): Promise<void> {
    const { signal } = this.#stop;
    this.#isWriting = true;
    while (this.#waiting.size > 0 && !signal.aborted) {
      try {
        await this.#writeWaiting();
      } catch (error) {
        this.#deps.logger.warn({ err: error }, 'dead letters wait for the object store');
        await wait(PAUSE_MS, undefined, { signal, ref: false }).catch(() => undefined);
      }
    }
    this.#isWriting = false;
  }

  async #writeWaiting(): Promise<void> {
    const { objects, now } = this.#deps;
    const known = (await objects.list(FOLDER)).flatMap(({ name }) => readLetterName(name) ?? []);
    const ids = new Set(known.map(({ id }) => id));
    const written: LetterName[] = [];
    for (const letter of [...this.#waiting.values()]) {
      const name = letterNameOf(letter.id, letter.reason, Date.parse(letter.received));
      if (!ids.has(letter.id)) {
        await objects.putIfAbsent(name.name, new TextEncoder().encode(canonicalJson(letter)));
        written.push(name);
      }
      this.#waiting.delete(letter.id);
    }
    await this.remove(beyondBounds([...known, ...written].sort(newestFirst), now()));
  }
}
