import { Worker, type WorkerOptions } from 'node:worker_threads';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { ModelIdentity } from '../../contracts/http/rendezvous.ts';
import {
  type ApartHandle,
  type ApartRequest,
  type Certify,
  type ModelHealth,
  Silence,
} from './apart-handle.ts';
import { backOffMs } from './back-off.ts';

/** What hasn't answered by then has hung, in milliseconds: ten times what a list may take. */
const PATIENCE_MS = 500;
/** To read its file and its artifact. */
const START_MS = 30_000;
/** After so long without a fall the next one counts as the first. */
const WELL_MS = 60_000;
/** Questions in its queue. */
const MAX_PENDING = 64;
/** Of its heap; V8 counts no array buffers here. */
const LIMITS = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 } as const;

const THREAD = new URL('./worker-thread.mjs', import.meta.url);

const message = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('answer'), id: z.number(), answer: z.unknown() }),
  z.object({ kind: z.literal('problem'), id: z.number(), problem: z.string() }),
]);

interface Pending {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly since: number;
}

export interface WorkerModelOptions {
  readonly model: ModelIdentity;
  /** The file that exports the model of this name. */
  readonly module: URL;
  readonly artifact: Uint8Array;
  readonly certify?: Certify | undefined;
  readonly logger: Logger;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** By default those above. */
  readonly limits?: NonNullable<WorkerOptions['resourceLimits']>;
  readonly patienceMs?: number;
}

/**
 * A model in a thread of its own. Whoever loops, leaks, throws or ends there takes nothing along: what was asked is
 * answered with silence after half a second, the thread is ended, and started again after a pause that grows. It sees neither
 * our environment nor our arguments. That keeps faults apart, not malice: it is code of this process.
 */
export class WorkerModel implements ApartHandle {
  readonly model: ModelIdentity;
  readonly runs = 'worker';
  readonly certify: Certify | undefined;
  readonly #options: WorkerModelOptions;
  readonly #pending = new Map<number, Pending>();
  #worker: Worker | undefined;
  #health: ModelHealth;
  #changed = 0;
  #falls = 0;
  #asked = 0;
  #watch: NodeJS.Timeout | undefined;
  #next: NodeJS.Timeout | undefined;
  /** What was asked last. */
  #last: Promise<unknown> = Promise.resolve();
  #ending: Promise<unknown> = Promise.resolve();
  #isClosed = false;

  constructor(options: WorkerModelOptions) {
    this.model = options.model;
    this.certify = options.certify;
    this.#options = options;
    this.#health = { is: 'starting', since: new Date(options.now()).toISOString(), restarts: 0 };
    this.#start();
  }

  get health(): ModelHealth {
    return this.#health;
  }

  get waiting(): number {
    const [oldest] = this.#pending.values();
    return oldest ? performance.now() - oldest.since : 0;
  }

  ask({ text }: ApartRequest): Promise<unknown> | undefined {
    if (this.#health.is !== 'live' || this.#pending.size >= MAX_PENDING || this.#isClosed) return undefined;
    const id = this.#asked++;
    const answer = new Promise<unknown>((resolve, reject) => {
      this.#pending.set(id, { resolve, reject, since: performance.now() });
    });
    this.#last = answer;
    this.#worker?.postMessage({ id, text: text() });
    this.#watch ??= setTimeout(() => this.#look(), this.#patience).unref();
    return answer;
  }

  /** What was asked is heard, for as long as a model may take. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#next);
    // Answers come in the order of the questions.
    await this.#last.catch(() => undefined);
    clearTimeout(this.#watch);
    this.#end(new Silence('it was taken away'));
    await this.#ending;
  }

  get #patience(): number {
    return this.#options.patienceMs ?? PATIENCE_MS;
  }

  #start(): void {
    const { module, model, artifact, limits = LIMITS } = this.#options;
    const worker = new Worker(THREAD, {
      workerData: { module: module.href, name: model.name, artifact },
      resourceLimits: limits,
      env: {},
      execArgv: [],
      argv: [],
    });
    worker.unref();
    this.#worker = worker;
    const fall = (problem: string) => {
      if (this.#worker === worker) this.#fall(problem);
    };
    this.#watch = setTimeout(() => fall('it did not start in time'), START_MS).unref();
    worker.on('message', (said: unknown) => {
      if (this.#worker === worker) this.#hear(said);
    });
    worker.on('error', (error) => fall(error instanceof Error ? error.message : String(error)));
    worker.on('messageerror', () => fall('what it said can’t be read'));
    worker.on('exit', () => fall('its thread has ended'));
  }

  #hear(said: unknown): void {
    const { data } = message.safeParse(said);
    if (!data) return;
    if (data.kind === 'ready') {
      if (this.#health.is !== 'starting') return;
      clearTimeout(this.#watch);
      this.#watch = undefined;
      this.#change({ is: 'live' });
      return;
    }
    const pending = this.#pending.get(data.id);
    this.#pending.delete(data.id);
    if (data.kind === 'answer') pending?.resolve(data.answer);
    else pending?.reject(new Error(data.problem));
  }

  /** Has the one that waits longest waited too long? What arrived while this thread was busy is heard first. */
  #look(): void {
    this.#watch = undefined;
    setImmediate(() => {
      if (this.#pending.size === 0 || this.#watch) return;
      const left = this.#patience - this.waiting;
      if (left <= 0) this.#fall(`it has not answered for ${this.#patience} ms`);
      else this.#watch = setTimeout(() => this.#look(), left).unref();
    });
  }

  #fall(problem: string): void {
    const { logger, now } = this.#options;
    const wasWell = this.#health.is === 'live' && now() - this.#changed >= WELL_MS;
    this.#falls = wasWell ? 1 : this.#falls + 1;
    this.#end(new Silence(problem));
    if (this.#isClosed) return;
    const pause = backOffMs(this.#falls);
    logger.warn({ model: this.model, problem, pause }, 'a model is down');
    this.#change({ is: 'down', problem: problem.slice(0, 200) });
    this.#next = setTimeout(() => {
      this.#change({ is: 'starting', restarts: this.#health.restarts + 1 });
      this.#start();
    }, pause).unref();
  }

  #end(why: Silence): void {
    clearTimeout(this.#watch);
    this.#watch = undefined;
    const worker = this.#worker;
    this.#worker = undefined;
    const waiting = [...this.#pending.values()];
    this.#pending.clear();
    for (const { reject } of waiting) reject(why);
    if (worker) this.#ending = Promise.all([this.#ending, worker.terminate()]);
  }

  #change(health: Partial<ModelHealth>): void {
    this.#changed = this.#options.now();
    const { restarts, problem } = this.#health;
    this.#health = {
      is: this.#health.is,
      restarts,
      ...(problem !== undefined && { problem }),
      ...health,
      since: new Date(this.#changed).toISOString(),
    };
  }
}
