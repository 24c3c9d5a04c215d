import type { Logger } from 'pino';
import { type Provenance, type TrainedModelName, trainedModelName } from '../../contracts/http/registry.ts';
import type { RefusedArtifact } from '../../contracts/incident-window.ts';
import type { EventLog } from '../../platform/event-log/event-log.ts';
import { AppError } from '../../platform/http/app-error.ts';
import type { ObjectStore } from '../../platform/object-store/object-store.ts';
import type { TrustedKeys } from '../../platform/signing/trusted-keys.ts';
import { apartModels, type KnownModel } from '../models/apart-models.ts';
import type { TrainedModel } from '../models/model-history.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import { type Lineage, OUTDATED, type VerifiedArtifact, verifyArtifact } from './verify-artifact.ts';

/** So soon it is looked again where the store was away, in milliseconds. */
const AGAIN = 5_000;
/** So long what was found of an artifact is told again without reading it anew. */
const BELIEVED = 30_000;

interface ModelRegistryDeps {
  readonly state: RecommenderState;
  readonly log: Pick<EventLog, 'head'>;
  readonly store: ObjectStore;
  /** Whose models are believed: our own. */
  readonly trusted: TrustedKeys;
  readonly logger: Logger;
  readonly now: () => number;
}

/** A model as it can answer from now on. */
export interface LiveModel extends KnownModel {
  /** Verified: `model.load` reads it. */
  readonly artifact: Uint8Array;
  readonly digest: string;
  readonly trained: TrainedModel;
  /** As it was signed. */
  readonly provenance: Provenance;
}
type OnArtifact = (live: LiveModel) => void;

/** What was found of an artifact. */
export type Verdict = Omit<VerifiedArtifact, 'bytes'> | { readonly problem: AppError };

/**
 * Which artifacts there are, and which of them are believed: of each model the newest that verifies is live. It is told
 * by `look` that the fold went on, and tells listeners of each new live artifact.
 */
export class ModelRegistry implements AsyncDisposable {
  readonly #deps: ModelRegistryDeps;
  readonly #live = new Map<TrainedModelName, LiveModel>();
  readonly #listeners = new Set<OnArtifact>();
  readonly #refused = new Map<TrainedModelName, readonly RefusedArtifact[]>();
  /** Live ones that somebody has changed in the store since they were read. */
  readonly #changed = new Map<TrainedModelName, RefusedArtifact>();
  /** By position of the training's event; no more than the state keeps in mind. */
  readonly #verdicts = new Map<string, { readonly at: number; readonly verdict: Promise<Verdict> }>();
  readonly #stop = new AbortController();
  #seen: readonly TrainedModel[] = [];
  #working: Promise<void> = Promise.resolve();
  #again: NodeJS.Timeout | undefined;

  constructor(deps: ModelRegistryDeps) {
    this.#deps = deps;
  }

  /** The live artifact of a model. */
  liveOf(name: TrainedModelName): LiveModel | undefined {
    return this.#live.get(name);
  }

  /** Of each model its live artifact, where it has one. */
  live(): readonly LiveModel[] {
    return [...this.#live.values()];
  }

  /**
   * Of each model those newer than the live one, without what another version of the code made; and the live one where
   * what is kept of it isn't what was signed any more.
   */
  refused(): readonly RefusedArtifact[] {
    return [...[...this.#refused.values()].flat(), ...this.#changed.values()];
  }

  /** Looks at what is kept of the live ones once more: whoever starts next would read that. */
  async recheck(): Promise<void> {
    for (const [model, { trained, digest: artifact }] of this.#live) {
      try {
        const verdict = await this.#judge(trained);
        if ('problem' in verdict) this.#changed.set(model, { model, artifact, code: verdict.problem.code });
        else this.#changed.delete(model);
      } catch (error) {
        this.#deps.logger.warn(
          { err: error, model },
          'a live artifact is out of reach: it is not checked now',
        );
      }
    }
  }

  /**
   * Hears of every model's live artifact: of those that are there at once, of others as they come.
   * @returns stops it
   */
  onArtifact(listener: OnArtifact): () => void {
    this.#listeners.add(listener);
    for (const live of this.#live.values()) listener(live);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /** Takes up what was trained since the last look, in the background; cheap when nothing was. */
  look(): void {
    const { all } = this.#deps.state.trained;
    if (all === this.#seen || this.#stop.signal.aborted) return;
    this.#seen = all;
    // A training puts right what was wrong with an artifact.
    this.#verdicts.clear();
    this.#working = this.#working.then(() => this.#takeUp());
  }

  /** Resolves when all that was looked at is taken up, or refused. */
  async settled(): Promise<void> {
    await this.#working;
  }

  /**
   * The newest artifact of a model, or that of a digest, with its bytes.
   * @throws AppError 404 `not-trained`; what `verifyArtifact` throws
   */
  async load(name: TrainedModelName, digest?: string): Promise<VerifiedArtifact> {
    const trained = this.#deps.state.trained
      .of(name)
      .find(({ artifact }) => digest === undefined || artifact === digest);
    if (trained) return verifyArtifact(trained, this.#lineage());
    const which = digest === undefined ? 'any artifact' : `the artifact ${digest}`;
    throw new AppError(404, 'not-trained', `The log tells of no training of ${name} that made ${which}.`);
  }

  /**
   * The bytes of an artifact that the log tells of, live or not, as far back as they are kept.
   * @throws AppError 409 `artifact-gone`; what `verifyArtifact` throws
   */
  async read(trained: TrainedModel): Promise<Uint8Array> {
    try {
      return (await verifyArtifact(trained, this.#lineage())).bytes;
    } catch (cause) {
      if (!(cause instanceof AppError) || cause.code !== 'artifact-missing') throw cause;
      const detail = `The artifact ${trained.artifact} of ${trained.name} is not kept any more: what it made can be read, and not made again.`;
      throw new AppError(409, 'artifact-gone', detail, { cause });
    }
  }

  /** Whether an artifact verifies, as of now or a moment ago. @throws AppError 503 `objects-away` */
  async verdictOn(trained: TrainedModel): Promise<Verdict> {
    const now = this.#deps.now();
    const known = this.#verdicts.get(trained.position);
    if (known && now - known.at < BELIEVED) return known.verdict;
    // Whoever asks meanwhile waits for the same: an artifact is many megabytes.
    const verdict = this.#judge(trained);
    this.#verdicts.set(trained.position, { at: now, verdict });
    verdict.catch(() => this.#verdicts.delete(trained.position));
    const kept = new Set(this.#deps.state.trained.all.map(({ position }) => position));
    for (const position of this.#verdicts.keys()) if (!kept.has(position)) this.#verdicts.delete(position);
    return verdict;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    clearTimeout(this.#again);
    this.#listeners.clear();
    await this.#working;
  }

  #lineage(): Lineage {
    const { store, trusted, log, state } = this.#deps;
    const { active, initial, activations } = state.policies;
    const known = new Set([active, initial, ...activations].map(({ digest }) => digest));
    return { store, trusted, head: log.head(), isKnownPolicy: (digest) => known.has(digest) };
  }

  async #judge(trained: TrainedModel): Promise<Verdict> {
    try {
      const { provenance, signedBy } = await verifyArtifact(trained, this.#lineage());
      return { provenance, signedBy };
    } catch (error) {
      if (error instanceof AppError && error.status === 422) return { problem: error };
      throw error;
    }
  }

  async #takeUp(): Promise<void> {
    const { logger } = this.#deps;
    for (const name of trainedModelName.options) {
      try {
        if (!this.#stop.signal.aborted) this.#refused.set(name, await this.#takeUpNewest(name));
      } catch (error) {
        logger.error({ err: error, model: name }, 'artifacts are out of reach: the model stays as it was');
        this.#lookAgain();
      }
    }
  }

  /** The newest that verifies; what doesn't is said in the log, and the next older one is tried. */
  async #takeUpNewest(name: TrainedModelName): Promise<readonly RefusedArtifact[]> {
    const { state, logger } = this.#deps;
    const refused: RefusedArtifact[] = [];
    for (const trained of state.trained.of(name)) {
      if (this.#live.get(name)?.digest === trained.artifact) return refused;
      try {
        const { bytes: artifact, provenance } = await verifyArtifact(trained, this.#lineage());
        this.#tell({ ...apartModels[name], artifact, digest: trained.artifact, trained, provenance });
        return refused;
      } catch (error) {
        if (!(error instanceof AppError) || error.status !== 422) throw error;
        const { code } = error;
        if (code !== OUTDATED) refused.push({ model: name, artifact: trained.artifact, code });
        logger.error({ err: error, model: name }, 'an artifact is not believed: an older one is tried');
      }
    }
    return refused;
  }

  #tell(live: LiveModel): void {
    if (this.#stop.signal.aborted) return;
    this.#live.set(live.trained.name, live);
    for (const listener of this.#listeners) listener(live);
  }

  #lookAgain(): void {
    this.#seen = [];
    clearTimeout(this.#again);
    this.#again = setTimeout(() => this.look(), AGAIN).unref();
  }
}
