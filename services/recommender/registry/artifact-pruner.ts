import { z } from 'zod';
import { type TrainedModelName, trainedModelName } from '../../contracts/http/registry.ts';
import { digest } from '../../contracts/primitives.ts';
import type { EventLog, Position } from '../../platform/event-log/event-log.ts';
import type { ObjectStore } from '../../platform/object-store/object-store.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import { artifactName, folderOf, isArtifact } from './artifact-names.ts';
import type { ModelRegistry } from './model-registry.ts';

/** What nobody has needed for so long is removed: another replica may have kept it for a training that isn't folded yet. */
const GRACE_MS = 60 * 60_000;

const madeBy = z.object({ model: z.object({ name: z.string(), digest }) });

interface ArtifactPrunerDeps {
  readonly state: RecommenderState;
  readonly log: Pick<EventLog, 'head' | 'awaySince'>;
  readonly store: Pick<ObjectStore, 'list' | 'remove'>;
  readonly registry: Pick<ModelRegistry, 'liveOf'>;
  /** Milliseconds. */
  readonly now: () => number;
  /** Before the fold has caught up it knows of no training. */
  readonly isReady: () => boolean;
}

/**
 * Removes artifacts that nobody needs any more. Needed are those of the trainings that the registry tells of (the last
 * five of a model), the live one, and those that made the lists of the last week that are compared with today's. What was
 * signed of an artifact stays: what it was made from, by whom and why is known for ever.
 */
export class ArtifactPruner {
  readonly #deps: ArtifactPrunerDeps;
  /** By object: since when nobody needs it, as far as seen here. */
  readonly #idle = new Map<string, number>();
  /** Of the log, when it was looked last: a fold that isn't there yet knows too little to remove anything. */
  #head: Position | undefined;

  constructor(deps: ArtifactPrunerDeps) {
    this.#deps = deps;
  }

  /** @throws AppError 503 `objects-away`, the reason of `stop` */
  async prune(stop: AbortSignal): Promise<void> {
    const { log, state, isReady } = this.#deps;
    if (!isReady() || log.awaySince() !== undefined) return;
    const isBehind = this.#head === undefined || state.position < this.#head;
    this.#head = log.head();
    const idle = await this.#findIdle();
    for (const object of this.#idle.keys()) if (!idle.includes(object)) this.#idle.delete(object);
    for (const object of idle) {
      stop.throwIfAborted();
      if (this.#isOld(object) && !isBehind) await this.#deps.store.remove(object);
    }
  }

  async #findIdle(): Promise<readonly string[]> {
    const idle: string[] = [];
    for (const name of trainedModelName.options) {
      const objects = await this.#deps.store.list(folderOf(name));
      const needed = this.#neededOf(name);
      idle.push(
        ...objects.map((object) => object.name).filter((object) => isArtifact(object) && !needed.has(object)),
      );
    }
    return idle;
  }

  #neededOf(name: TrainedModelName): ReadonlySet<string> {
    const { state, registry } = this.#deps;
    const { recent, earlier } = state.recentAnswers;
    const answered = [...recent, ...earlier].flatMap(({ exposure }) => {
      const { data } = madeBy.safeParse(exposure.data.answer);
      return data?.model.name === name ? [data.model.digest] : [];
    });
    const trained = state.trained.of(name).map(({ artifact }) => artifact);
    const live = registry.liveOf(name)?.digest ?? [];
    return new Set([trained, answered, live].flat().map((artifact) => artifactName({ name, artifact })));
  }

  #isOld(object: string): boolean {
    const now = this.#deps.now();
    const since = this.#idle.get(object) ?? now;
    this.#idle.set(object, since);
    return now - since >= GRACE_MS;
  }
}
