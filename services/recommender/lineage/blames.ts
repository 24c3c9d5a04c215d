import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Answer, Question } from '../../contracts/http/answers.ts';
import type { BlameFacts, BlameRun } from '../../contracts/http/blame.ts';
import { AppError } from '../../platform/http/app-error.ts';
import { blameOf } from './blame-of.ts';
import type { LookBackDeps } from './look-back.ts';

/** One is worked out at a time; so many more may wait, and as many are kept: the past doesn't change. */
const MAX_WAITING = 8;
const KEPT = 50;

interface Recorded {
  readonly question: Question;
  readonly answer: Answer;
  readonly time: string;
}

interface Run {
  progress: BlameRun;
  readonly done: Promise<BlameFacts>;
  isOver: boolean;
}

interface BlamesDeps extends LookBackDeps {
  /** What went out under an id. @throws AppError 404 */
  readonly recorded: (requestId: string) => Promise<Recorded>;
  readonly logger: Logger;
}

const WAITING: BlameRun = { state: 'running', stage: 'waiting', done: 0, total: 0 };

const internal = (): AppError =>
  new AppError(500, 'internal', 'Something went wrong here. It has been logged: ask again.');
const closing = (): AppError =>
  new AppError(503, 'closing', 'This instance is being stopped: ask again in a moment.', {
    headers: { 'Retry-After': '2' },
  });

/**
 * Works out blames, on states of their own: what answers is not touched. One at a time, in slices, so that answers stay
 * quick; whoever asks for one that is under way joins it.
 */
export class Blames implements AsyncDisposable {
  readonly #deps: BlamesDeps;
  readonly #runs = new Map<string, Run>();
  readonly #stop = new AbortController();
  #queue: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  constructor(deps: BlamesDeps) {
    this.#deps = deps;
  }

  /**
   * The blame, or how far it is if it takes longer than `patience`: then it goes on, and asking again joins it.
   * @param patience milliseconds
   * @throws AppError 404 `no-such-answer`, `no-such-item`; 503 `too-many-blames`
   */
  async of(requestId: string, itemId: string, patience: number): Promise<BlameFacts | BlameRun> {
    const key = JSON.stringify([requestId, itemId]);
    const run = this.#runs.get(key) ?? (await this.#begun(key, requestId, itemId));
    const enough = new AbortController();
    const late = wait(patience, undefined, { signal: enough.signal }).catch(() => undefined);
    try {
      return (await Promise.race([run.done, late])) ?? run.progress;
    } finally {
      enough.abort();
    }
  }

  /** Gives up what runs and what waits. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#queue;
  }

  async #begun(key: string, requestId: string, itemId: string): Promise<Run> {
    this.#checkRoom();
    const recorded = await this.#deps.recorded(requestId);
    // Another one may have asked meanwhile.
    const known = this.#runs.get(key);
    if (known) return known;
    this.#checkRoom();
    this.#waiting++;
    const done = this.#queue.then(() => this.#work(run, recorded, itemId));
    const run: Run = { progress: WAITING, done, isOver: false };
    this.#keep(key, run);
    this.#queue = done.then(
      () => this.#end(run),
      () => {
        this.#end(run);
        this.#runs.delete(key);
      },
    );
    return run;
  }

  #checkRoom(): void {
    if (this.#waiting < MAX_WAITING) return;
    const detail = 'Too many others are asked about at once: try again when one is done.';
    throw new AppError(503, 'too-many-blames', detail, { headers: { 'Retry-After': '5' } });
  }

  #end(run: Run): void {
    this.#waiting--;
    run.isOver = true;
  }

  #keep(key: string, run: Run): void {
    this.#runs.set(key, run);
    for (const [oldest, { isOver }] of this.#runs) {
      if (this.#runs.size <= KEPT) return;
      if (isOver) this.#runs.delete(oldest);
    }
  }

  async #work(run: Run, recorded: Recorded, itemId: string): Promise<BlameFacts> {
    const { logger } = this.#deps;
    const { signal: stop } = this.#stop;
    try {
      stop.throwIfAborted();
      return await blameOf({
        ...this.#deps,
        ...recorded,
        itemId,
        stop,
        say: (progress) => {
          run.progress = { state: 'running', ...progress };
        },
      });
    } catch (error) {
      if (error instanceof AppError) throw error;
      if (stop.aborted) throw closing();
      logger.error({ err: error }, 'a blame could not be worked out');
      throw internal();
    }
  }
}
