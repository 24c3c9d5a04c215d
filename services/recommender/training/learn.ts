/** The worker thread that trains one model, says what it learnt from, and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { digestOfBytes } from '../../platform/digest/bytes-digest.ts';
import { apartModels } from '../models/apart-models.ts';
import { digestOfSet, unpackSet } from '../models/packed-set.ts';
import { trainingFingerprintOf } from '../models/training-fingerprint.ts';
import { drained } from '../votes/in-steps.ts';
import { type Learnt, readTask } from './learn-apart.ts';

const { name, set } = readTask(workerData);
const artifact = drained(apartModels[name].model.train(unpackSet(set)));
const learnt: Learnt = {
  artifact,
  digest: digestOfBytes(artifact),
  trainingSet: digestOfSet(set),
  fingerprint: trainingFingerprintOf(set),
};
// Copied, not moved: a process that detaches a buffer checks every typed array from then on.
parentPort?.postMessage(learnt);
