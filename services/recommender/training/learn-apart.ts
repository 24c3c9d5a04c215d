import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import type { TrainedModelName, TrainingFingerprint } from '../../contracts/http/registry.ts';
import type { Digest } from '../../platform/digest/canonical-digest.ts';
import type { PackedSet } from '../models/packed-set.ts';

const WORKER = fileURLToPath(new URL('training-worker.mjs', import.meta.url));
/** Of a worker's heap, in MiB; its matrices lie outside of it and are bounded by the training set. */
const MOST_HEAP = 2_048;
/** Milliseconds: a training that takes longer has hung. */
const PATIENCE = 30 * 60_000;

interface Task {
  readonly name: TrainedModelName;
  readonly set: PackedSet;
}

export interface Learnt {
  readonly artifact: Uint8Array;
  readonly digest: Digest;
  /** Of the set: its digest, and its statistics. */
  readonly trainingSet: Digest;
  readonly fingerprint: TrainingFingerprint;
}

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;
/** Both ends are of this same program: what comes in is what the other end's types say. */
const task = z.custom<Task>(isObject);
const learnt = z.custom<Learnt>(isObject);

export const readTask = (data: unknown): Task => task.parse(data);

const start = (data: Task): Worker =>
  new Worker(WORKER, { workerData: data, env: {}, resourceLimits: { maxOldGenerationSizeMb: MOST_HEAP } });

const outcomeOf = (worker: Worker): Promise<Learnt> =>
  new Promise((resolve, reject) => {
    worker.once('message', (message: unknown) => resolve(learnt.parse(message)));
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`The training ended early, with ${code}.`)));
  });

/**
 * Trains a model in a worker thread: whoever answers goes on meanwhile.
 * @throws the reason of `stop`; whatever the training throws, such as ERR_WORKER_OUT_OF_MEMORY
 */
export const learnApart = async (data: Task, stop: AbortSignal): Promise<Learnt> => {
  stop.throwIfAborted();
  const worker = start(data);
  const expired = AbortSignal.any([stop, AbortSignal.timeout(PATIENCE)]);
  const end = () => void worker.terminate();
  expired.addEventListener('abort', end);
  try {
    return await outcomeOf(worker);
  } catch (error) {
    expired.throwIfAborted();
    throw error;
  } finally {
    expired.removeEventListener('abort', end);
    await worker.terminate();
  }
};
