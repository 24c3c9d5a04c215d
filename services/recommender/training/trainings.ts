import type { Logger } from 'pino';
import {
  type Provenance,
  type TrainedModelName,
  trainedModelName,
  type TrainingRun,
} from '../../contracts/http/registry.ts';
import type { Author } from '../../contracts/primitives.ts';
import { AppError } from '../../platform/http/app-error.ts';
import type { Lineage } from '../../platform/lineage/lineage.ts';
import type { ObjectStore } from '../../platform/object-store/object-store.ts';
import type { Signer } from '../../platform/signing/signer.ts';
import { tellTraining } from '../lineage/told-training.ts';
import { apartModels } from '../models/apart-models.ts';
import type { PackedSet } from '../models/packed-set.ts';
import { trainingSetOf } from '../models/training-set.ts';
import { keepArtifact } from '../registry/keep-artifact.ts';
import type { Follower } from '../replay/follower.ts';
import { inTurns } from '../replay/in-turns.ts';
import type { OwnEvents } from '../replay/own-events.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import { dateOfDay } from '../votes/event-time.ts';
import { learnApart, type Learnt } from './learn-apart.ts';
import { whyTrain } from './why-train.ts';

/** Nobody asks for these: they are due. */
const BY_ITSELF: Author = { id: 'relish', role: 'service' };
/** So long what failed by itself isn't tried again by itself, in milliseconds. */
const REST = 60 * 60_000;

/** What trainings read, and where what comes of them goes. */
export interface TrainingsDeps {
  readonly state: RecommenderState;
  readonly follower: Follower;
  readonly put: OwnEvents;
  readonly objects: ObjectStore;
  readonly signer: Signer;
  /** Of Relish. */
  readonly version: string;
  readonly logger: Logger;
  /** Hears of each training. */
  readonly lineage?: Lineage | undefined;
  readonly now: () => number;
  /** Before the fold has caught up there is nothing to learn from. */
  readonly isReady: () => boolean;
}

/** Who wants a training, and why. */
interface Wish {
  readonly reason: string;
  readonly author: Author;
}
type Stage = Extract<TrainingRun, { state: 'running' }>['stage'];

const internal = (): AppError =>
  new AppError(500, 'internal', 'Something went wrong here. It has been logged: train the model again.');

/**
 * Trains models from the votes as they are: reads them while the fold stands still for a moment, learns in a worker
 * thread, signs what came of it and puts it on the log. One training at a time in this process.
 */
export class Trainings implements AsyncDisposable {
  readonly #deps: TrainingsDeps;
  readonly #stop = new AbortController();
  readonly #runs = new Map<TrainedModelName, TrainingRun>();
  readonly #failed = new Map<TrainedModelName, number>();
  #queue: Promise<void> = Promise.resolve();

  constructor(deps: TrainingsDeps) {
    this.#deps = deps;
  }

  /** What is under way, or came last, in this process. */
  runOf(name: TrainedModelName): TrainingRun | undefined {
    return this.#runs.get(name);
  }

  /**
   * Starts a training, or joins the one that is under way.
   * @throws AppError 503 `starting`
   */
  start(name: TrainedModelName, wish: Wish): TrainingRun {
    const known = this.#runs.get(name);
    if (known?.state === 'running') return known;
    if (!this.#deps.isReady()) {
      const headers = { 'Retry-After': '1' };
      throw new AppError(503, 'starting', 'The log is still being read: train in a moment.', { headers });
    }
    const since = new Date(this.#deps.now()).toISOString();
    const run: TrainingRun = { state: 'running', stage: 'waiting', since, ...wish };
    this.#runs.set(name, run);
    this.#queue = this.#queue.then(() => this.#run(name, wish, since));
    return run;
  }

  /** Trains, one after the other, what is to be trained by itself. */
  async trainWhatIsDue(stop: AbortSignal): Promise<void> {
    for (const name of trainedModelName.options) {
      const { state, isReady, now } = this.#deps;
      if (stop.aborted || !isReady() || now() - (this.#failed.get(name) ?? -Infinity) < REST) continue;
      const reason = whyTrain(state, name);
      if (reason === undefined) continue;
      this.start(name, { reason, author: BY_ITSELF });
      await this.#queue;
    }
  }

  /** Gives up what runs and what waits. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#queue;
  }

  async #run(name: TrainedModelName, wish: Wish, since: string): Promise<void> {
    const { logger, now, lineage, state } = this.#deps;
    if (this.#stop.signal.aborted) return;
    const { signal } = this.#stop;
    const told = tellTraining(lineage, name, state.position, wish.reason);
    const say = (stage: Stage): void => {
      this.#runs.set(name, { state: 'running', stage, since, ...wish });
    };
    try {
      const provenance = await this.#train(name, wish, say);
      const { artifact, seconds } = provenance.training;
      this.#runs.set(name, { state: 'done', since, artifact, seconds });
      this.#failed.delete(name);
      told?.complete(provenance);
    } catch (error) {
      this.#failed.set(name, now());
      const isKnown = error instanceof AppError;
      if (signal.aborted) told?.abort();
      else {
        logger.error({ err: error, model: name }, 'a training failed');
        told?.fail(error);
      }
      this.#runs.set(name, { state: 'failed', since, problem: (isKnown ? error : internal()).toProblem() });
    }
  }

  async #train(name: TrainedModelName, wish: Wish, say: (stage: Stage) => void): Promise<Provenance> {
    const { follower, state, objects, signer, put } = this.#deps;
    const { signal } = this.#stop;
    say('collecting');
    const set = await follower.still(() => inTurns(trainingSetOf(state), signal));
    if (set.accountIds.length === 0) {
      const detail = 'No account is established beyond its probation yet: there is nothing to learn from.';
      throw new AppError(422, 'nothing-to-learn', detail);
    }
    say('learning');
    const began = performance.now();
    const learnt = await learnApart({ name, set }, signal);
    const provenance = this.#provenanceOf(name, wish, set, learnt, (performance.now() - began) / 1_000);
    say('keeping');
    const kept = await keepArtifact(objects, signer, provenance, learnt.artifact);
    await put({ type: 'model.trained', data: { ...kept.training, ...wish } }, `models/${name}`);
    return kept;
  }

  #provenanceOf(
    name: TrainedModelName,
    wish: Wish,
    set: PackedSet,
    { artifact, digest, trainingSet, fingerprint }: Learnt,
    seconds: number,
  ): Provenance {
    const { version, parameters = {} } = apartModels[name].model;
    return {
      training: {
        name,
        version,
        artifact: digest,
        bytes: artifact.byteLength,
        asOf: set.position,
        policy: set.policyDigest,
        day: dateOfDay(set.today),
        trainingSet,
        accounts: set.accountIds.length,
        items: set.itemIds.length,
        seconds: Math.round(seconds * 1_000) / 1_000,
      },
      parameters: { ...parameters },
      fingerprint,
      code: { relish: this.#deps.version, node: process.version },
      ...wish,
    };
  }
}
