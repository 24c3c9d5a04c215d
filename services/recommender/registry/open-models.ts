import type { Chores } from '../../platform/chores/chores.ts';
import type { EventLog } from '../../platform/event-log/event-log.ts';
import { Trainings, type TrainingsDeps } from '../training/trainings.ts';
import { type LiveModel, ModelRegistry } from './model-registry.ts';
import { ArtifactPruner } from './artifact-pruner.ts';

/** How often it is looked whether a model is to be trained, and what nobody needs any more, in milliseconds. */
const EVERY = 60_000;
const PRUNE_EVERY = 15 * 60_000;

interface ModelsDeps extends TrainingsDeps {
  readonly log: EventLog;
  /** Shared with the replicas. */
  readonly createChores: () => Chores;
  /** Hears of each model's newest artifact that verifies. */
  readonly onArtifact: (live: LiveModel) => void;
}

/** Models that are trained: what trains them, and which artifacts are believed. */
export interface Models extends AsyncDisposable {
  readonly registry: ModelRegistry;
  readonly trainings: Trainings;
}

/** Trains models when they are due and forgets old ones, once over all replicas, and takes up what was trained. */
export const openModels = (deps: ModelsDeps): Models => {
  const { objects: store, signer, createChores } = deps;
  const registry = new ModelRegistry({ ...deps, store, trusted: signer.trusted });
  registry.onArtifact(deps.onArtifact);
  const trainings = new Trainings(deps);
  const chores = createChores();
  const work = (stop: AbortSignal) => trainings.trainWhatIsDue(stop);
  chores.start({ name: 'recommender.train', everyMs: EVERY, work });
  const pruner = new ArtifactPruner({ ...deps, store, registry });
  chores.start({ name: 'recommender.prune', everyMs: PRUNE_EVERY, work: (stop) => pruner.prune(stop) });
  return {
    registry,
    trainings,
    async [Symbol.asyncDispose]() {
      // A chore ends when its training does, and that is given up first.
      await trainings[Symbol.asyncDispose]();
      await chores[Symbol.asyncDispose]();
      await registry[Symbol.asyncDispose]();
    },
  };
};
