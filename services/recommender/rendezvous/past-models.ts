import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { AppError } from '../../platform/http/app-error.ts';
import { apartModels } from '../models/apart-models.ts';
import type { TrainedModel } from '../models/model-history.ts';
import type { ApartHandle } from './apart-handle.ts';
import { WorkerModel } from './worker-model.ts';

/** Between two looks whether a model has started, in milliseconds. */
const LOOK_MS = 10;
/** Each waits for those before: an artifact is many megabytes, and a model has a thread and a heap. */
const MAX_WAITING = 8;

/** The verified bytes of an artifact that the log tells of. @throws AppError */
export type ReadArtifact = (trained: TrainedModel) => Promise<Uint8Array>;

interface PastModelsDeps {
  readonly read: ReadArtifact;
  readonly logger: Logger;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const notStarted = (
  { name }: TrainedModel,
  { problem = 'it was stopped' }: ApartHandle['health'],
): AppError => new AppError(502, 'model-failed', `The model ${name} has no answer: ${problem}.`);

/** Models as they were, for answers of the past: one at a time, from its artifact, in a thread that ends with the answer. */
export class PastModels implements AsyncDisposable {
  readonly #deps: PastModelsDeps;
  readonly #stop = new AbortController();
  #queue: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  constructor(deps: PastModelsDeps) {
    this.#deps = deps;
  }

  /**
   * Has work done with a model as it was trained then.
   * @throws AppError 503 `too-many-replays`, 502 `model-failed`; what `read` and the work throw
   */
  async with<T>(trained: TrainedModel, work: (handle: ApartHandle) => Promise<T>): Promise<T> {
    if (this.#waiting >= MAX_WAITING) {
      const detail = 'Too many past models are asked for at once: try again soon.';
      throw new AppError(503, 'too-many-replays', detail, { headers: { 'Retry-After': '2' } });
    }
    this.#waiting++;
    const turn = this.#queue.then(() => this.#open(trained, work));
    this.#queue = turn.catch(() => undefined);
    try {
      return await turn;
    } finally {
      this.#waiting--;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#queue;
  }

  async #open<T>(trained: TrainedModel, work: (handle: ApartHandle) => Promise<T>): Promise<T> {
    const { read, logger, now } = this.#deps;
    const artifact = await read(trained);
    const { model, module } = apartModels[trained.name];
    const identity = { name: model.name, version: model.version, digest: trained.artifact };
    await using handle = new WorkerModel({
      ...{ model: identity, module, artifact, certify: model.certify, logger, now },
    });
    while (handle.health.is === 'starting' && !this.#stop.signal.aborted) await wait(LOOK_MS);
    if (handle.health.is !== 'live') throw notStarted(trained, handle.health);
    return await work(handle);
  }
}
