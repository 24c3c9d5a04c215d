import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { AppError } from '../../platform/http/app-error.ts';
import { closing } from '../../platform/http/closing.ts';
import { apartModels } from '../models/apart-models.ts';
import type { TrainedModel } from '../models/model-history.ts';
import { OneByOne } from '../replay/one-by-one.ts';
import type { ApartHandle } from './apart-handle.ts';
import { WorkerModel } from './worker-model.ts';

/** Between two looks whether a model has started, in milliseconds. */
const LOOK_MS = 10;
/** No list waits for it, and its thread has the lowest priority: longer than for models that are live. */
const PATIENCE_MS = 1_000;
/** Each waits for those before: an artifact is many megabytes, and a model has a thread and a heap. */
const MAX_WAITING = 8;

/** The verified bytes of an artifact that the log tells of. @throws AppError */
export type ReadArtifact = (trained: TrainedModel) => Promise<Uint8Array>;

export interface PastModelsDeps {
  readonly read: ReadArtifact;
  readonly logger: Logger;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const notStarted = (
  { name }: TrainedModel,
  { problem = 'it did not start' }: ApartHandle['health'],
): AppError => new AppError(502, 'model-failed', `The model ${name} has no answer: ${problem}.`);

/**
 * A model as it was trained then, in a thread of its own. Whoever opens it ends it.
 * @throws AppError 502 `model-failed`; what `read` throws; the reason of `stop`
 */
export const openPastModel = async (
  { read, logger, now }: PastModelsDeps,
  trained: TrainedModel,
  stop: AbortSignal,
): Promise<ApartHandle> => {
  const artifact = await read(trained);
  stop.throwIfAborted();
  const { model, module } = apartModels[trained.name];
  const identity = { name: model.name, version: model.version, digest: trained.artifact };
  const handle = new WorkerModel({
    ...{ model: identity, module, artifact, certify: model.certify, logger, now },
    patienceMs: PATIENCE_MS,
  });
  while (handle.health.is === 'starting' && !stop.aborted) await wait(LOOK_MS);
  if (handle.health.is === 'live') return handle;
  await handle[Symbol.asyncDispose]();
  stop.throwIfAborted();
  throw notStarted(trained, handle.health);
};

/** Models as they were, for answers of the past: one at a time, from its artifact, in a thread that ends with the answer. */
export class PastModels implements AsyncDisposable {
  readonly #deps: PastModelsDeps;
  readonly #stop = new AbortController();
  readonly #turns = new OneByOne(MAX_WAITING, {
    code: 'too-many-replays',
    detail: 'Too many past models are asked for at once: try again soon.',
    retryAfterSeconds: 2,
  });

  constructor(deps: PastModelsDeps) {
    this.#deps = deps;
  }

  /**
   * Has work done with a model as it was trained then.
   * @throws AppError 503 `too-many-replays`, 502 `model-failed`, 503 `closing`; what `read` and the work
   *   throw
   */
  async with<T>(trained: TrainedModel, work: (handle: ApartHandle) => Promise<T>): Promise<T> {
    return this.#turns.do(async () => {
      await using handle = await openPastModel(this.#deps, trained, this.#stop.signal);
      return await work(handle);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort(closing());
    await this.#turns.settled();
  }
}
