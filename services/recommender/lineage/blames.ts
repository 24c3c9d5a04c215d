import { clearTimeout, setTimeout } from 'node:timers';
import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Answer, Question } from '../../contracts/http/answers.ts';
import type { BlameFacts, BlameRun } from '../../contracts/http/blame.ts';
import { AppError } from '../../platform/http/app-error.ts';
import { closing } from '../../platform/http/closing.ts';
import { OneByOne } from '../replay/one-by-one.ts';
import { blameOf } from './blame-of.ts';
import type { LookBackDeps } from './look-back.ts';
import { type OpenTrained, TrainedRankings } from './trained-rankings.ts';

/** One is worked out at a time; so many more may wait, and as many are kept: the past doesn't change. */
const MAX_WAITING = 8;
const KEPT = 50;
/** Who asks about one item of a list asks about another: models of then stay open for so long, in milliseconds. */
const MODELS_OPEN_MS = 10_000;

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
  readonly openTrained: OpenTrained;
  /** What went out under an id. @throws AppError 404 */
  readonly recorded: (requestId: string) => Promise<Recorded>;
  readonly logger: Logger;
}

const WAITING: BlameRun = { state: 'running', stage: 'waiting', done: 0, total: 0 };

const internal = (): AppError =>
  new AppError(500, 'internal', 'Something went wrong here. It has been logged: ask again.');

/**
 * Works out blames, on states of their own: what answers is not touched. One at a time, in slices, so that answers stay
 * quick; whoever asks for one that is under way joins it.
 */
export class Blames implements AsyncDisposable {
  readonly #deps: BlamesDeps;
  readonly #runs = new Map<string, Run>();
  readonly #stop = new AbortController();
  readonly #rankings: TrainedRankings;
  readonly #turns = new OneByOne(MAX_WAITING, {
    code: 'too-many-blames',
    detail: 'Too many others are asked about at once: try again when one is done.',
    retryAfterSeconds: 5,
  });
  #closing: NodeJS.Timeout | undefined;

  constructor(deps: BlamesDeps) {
    this.#deps = deps;
    this.#rankings = new TrainedRankings(deps.openTrained, this.#stop.signal);
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
    await this.#turns.settled();
    clearTimeout(this.#closing);
    await this.#rankings.close();
  }

  async #begun(key: string, requestId: string, itemId: string): Promise<Run> {
    this.#turns.checkRoom();
    const recorded = await this.#deps.recorded(requestId);
    // Another one may have asked meanwhile.
    const known = this.#runs.get(key);
    if (known) return known;
    clearTimeout(this.#closing);
    const done = this.#turns.do(() => this.#work(run, recorded, itemId));
    const run: Run = { progress: WAITING, done, isOver: false };
    this.#keep(key, run);
    done.then(
      () => this.#end(run),
      () => {
        this.#end(run);
        this.#runs.delete(key);
      },
    );
    return run;
  }

  #end(run: Run): void {
    run.isOver = true;
    if (this.#turns.isIdle)
      this.#closing = setTimeout(() => void this.#rankings.close(), MODELS_OPEN_MS).unref();
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
        rankings: this.#rankings,
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
