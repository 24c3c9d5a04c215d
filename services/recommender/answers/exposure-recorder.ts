import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Answer, Question } from '../../contracts/http/answers.ts';
import type { EventLog } from '../../platform/event-log/event-log.ts';
import { AppError } from '../../platform/http/app-error.ts';
import { exposureOf, lateRequestId, type Exposure } from './exposures.ts';
import { WaitingExposures } from './waiting-exposures.ts';

/** How long an answer waits for its record before it goes out without. Ordering gives up on a list after 2.5 s. */
const PATIENCE_MS = 1_500;
/** So many milliseconds after it was asked for an answer goes out, recorded or not: no slow disk has it pass 50. */
const DUE_MS = 40;
/** Beyond so many answers whose records are under way none goes out before its own is written. */
const MOST_UNDER_WAY = 2_000;
/** Between two tries to write what waits. */
const PAUSE_MS = 200;
/** Written at once: with the longest lists about 10 MB. */
const BATCH = 200;
/** What a stop gives the log to come back. */
const FLUSH_MS = 4_000;

/** The log takes it later, perhaps: sending it again is safe. */
const PASSING: ReadonlySet<string> = new Set(['log-away', 'log-full', 'log-not-copied']);

const isPassing = (error: unknown): boolean => error instanceof AppError && PASSING.has(error.code);

/** @returns `late` if the work isn't done in time; it goes on, and what becomes of it nobody hears */
const inTime = <T>(work: Promise<T>, milliseconds: number, late: T): Promise<T> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(late), milliseconds);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });

export interface RecorderDeps {
  readonly log: Pick<EventLog, 'append' | 'awaySince'>;
  readonly logger: Logger;
  /** Milliseconds. */
  readonly now: () => number;
  readonly waiting?: WaitingExposures;
  /** By default 40. */
  readonly dueMs?: number | undefined;
}

/**
 * Writes down what goes out: before it does, or, where the log is slow and the answer is due, right after. While the log
 * is away answers go out all the same: they say since when it is, wait in memory, and are written in the order in which
 * they went out when it is back. What is lost with this process by then is an answer's record, never an order.
 */
export class ExposureRecorder implements AsyncDisposable {
  readonly #deps: RecorderDeps;
  readonly #waiting: WaitingExposures;
  readonly #stop = new AbortController();
  /** Went out already; by request id. */
  readonly #underWay = new Map<string, { readonly exposure: Exposure; readonly done: Promise<void> }>();
  #running: Promise<void> = Promise.resolve();
  #isWriting = false;
  #since: number | undefined;
  #unrecorded = 0;

  constructor(deps: RecorderDeps) {
    this.#deps = deps;
    this.#waiting = deps.waiting ?? new WaitingExposures();
  }

  /** Since when the log doesn't take answers, in milliseconds since 1970; undefined while it does. */
  get since(): number | undefined {
    return this.#since ?? this.#deps.log.awaySince();
  }

  get waiting(): number {
    return this.#waiting.count;
  }

  /** How many went out since the start and found no room, or could not be written. */
  get unrecorded(): number {
    return this.#unrecorded;
  }

  /** What waits, or is being written, under this request id. */
  find(requestId: string): Exposure | undefined {
    return this.#waiting.find(requestId) ?? this.#underWay.get(requestId)?.exposure;
  }

  /**
   * Resolves with the answer as it goes out: recorded durably, or with `staleSince` and a request id of its own, or, when
   * its time is over first, as it is: its record is written all the same, and found meanwhile.
   * @param began when it was asked for, of `performance.now()`; without it nobody is in a hurry, and the record comes first
   * @throws AppError 503 where the log takes nothing any more
   */
  async record(question: Question, answer: Answer, began?: number): Promise<Answer> {
    const asked = this.#deps.now();
    if (this.since !== undefined) return this.#keep(question, answer, asked);
    const exposure = exposureOf(question, answer, new Date(asked).toISOString());
    const written = this.#isWritten([exposure], PATIENCE_MS);
    const due = this.#due(began);
    const isWritten =
      due === undefined ? await written : await inTime<boolean | undefined>(written, due, undefined);
    if (isWritten !== undefined) return isWritten ? answer : this.#keep(question, answer, asked);
    this.#underWay.set(exposure.id, { exposure, done: this.#follow(exposure, written, asked) });
    return answer;
  }

  /** In how many milliseconds it goes out, recorded or not; undefined where its record comes first. */
  #due(began: number | undefined): number | undefined {
    const { dueMs = DUE_MS } = this.#deps;
    if (began === undefined || dueMs >= PATIENCE_MS || this.#underWay.size >= MOST_UNDER_WAY)
      return undefined;
    return Math.max(0, dueMs - (performance.now() - began));
  }

  /** Writes what waits, as far as the log takes it in a few seconds. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await Promise.all([...this.#underWay.values()].map(({ done }) => done));
    await this.#running;
    const until = performance.now() + FLUSH_MS;
    while (this.#waiting.count > 0 && performance.now() < until) {
      if (!(await this.#writeSome(until - performance.now()))) await wait(PAUSE_MS);
    }
    const { count } = this.#waiting;
    if (count > 0)
      this.#deps.logger.error({ answers: count }, 'the log did not come back: answers are not recorded');
  }

  #keep(question: Question, answer: Answer, asked: number): Answer {
    this.#since ??= this.#deps.log.awaySince() ?? asked;
    const staleSince = new Date(this.#since).toISOString();
    const late: Answer = { ...answer, requestId: lateRequestId(answer.requestId), staleSince };
    const isKept = this.#wait(exposureOf(question, late, new Date(asked).toISOString()), staleSince);
    return isKept ? late : { ...late, recorded: false };
  }

  /** False if there is no room for it. */
  #wait(exposure: Exposure, staleSince: string): boolean {
    const isKept = this.#waiting.add(exposure);
    if (!isKept) this.#unrecorded++;
    if (!this.#isWriting) this.#running = this.#writeAll(staleSince);
    return isKept;
  }

  /** Sees to the record of what has gone out: where it isn't written in time it waits, to be sent again. */
  async #follow(exposure: Exposure, written: Promise<boolean>, asked: number): Promise<void> {
    try {
      if (await written) return;
      this.#since ??= this.#deps.log.awaySince() ?? asked;
      this.#wait(exposure, new Date(this.#since).toISOString());
    } catch (error) {
      this.#unrecorded++;
      this.#deps.logger.error({ err: error }, 'an answer that went out could not be recorded');
    } finally {
      this.#underWay.delete(exposure.id);
    }
  }

  async #writeAll(staleSince: string): Promise<void> {
    const { log, logger } = this.#deps;
    const { signal } = this.#stop;
    this.#isWriting = true;
    logger.warn(
      { staleSince },
      'the log is away: lists go on from what is known, and are recorded when it is back',
    );
    while (this.#waiting.count > 0 && !signal.aborted) {
      if (log.awaySince() !== undefined || !(await this.#writeSome(PATIENCE_MS))) {
        await wait(PAUSE_MS, undefined, { signal, ref: false }).catch(() => undefined);
      }
    }
    if (signal.aborted) return;
    [this.#isWriting, this.#since] = [false, undefined];
    logger.info(
      'the log is back: all lists that went out meanwhile are recorded, but those that found no room',
    );
  }

  /** False if nothing could be written now. */
  async #writeSome(patience: number): Promise<boolean> {
    const exposures = this.#waiting.first(BATCH);
    const isWritten = await this.#isWritten(exposures, patience).catch((error: unknown) => {
      this.#deps.logger.error({ err: error }, 'answers that wait could not be recorded');
      return false;
    });
    if (isWritten) this.#waiting.remove(exposures);
    return isWritten;
  }

  async #isWritten(exposures: readonly Exposure[], patience: number): Promise<boolean> {
    try {
      const written = this.#deps.log.append(exposures).then(() => true);
      return await inTime(written, patience, false);
    } catch (error) {
      if (isPassing(error)) return false;
      throw error;
    }
  }
}
