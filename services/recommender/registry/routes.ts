import {
  getRegistry,
  type RegisteredArtifact,
  type RegisteredModel,
  type TrainedModelName,
  trainedModelName,
  trainModel,
} from '../../contracts/http/registry.ts';
import type { Mount } from '../../platform/http/mount.ts';
import { apartModels } from '../models/apart-models.ts';
import type { TrainedModel } from '../models/model-history.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import { movesOf } from './model-moves.ts';
import type { ModelRegistry } from './model-registry.ts';
import type { Models } from './open-models.ts';

const describeArtifact = async (
  registry: ModelRegistry,
  trained: TrainedModel,
): Promise<RegisteredArtifact> => {
  const verdict = await registry.verdictOn(trained);
  if ('problem' in verdict) return { ...trained, problem: verdict.problem.toProblem() };
  return { ...trained, provenance: { ...verdict.provenance, signedBy: verdict.signedBy } };
};

export const mountRegistry = (
  mount: Mount,
  state: RecommenderState,
  { registry, trainings }: Models,
): void => {
  const describe = async (name: TrainedModelName): Promise<RegisteredModel> => {
    const live = registry.liveOf(name);
    const run = trainings.runOf(name);
    const artifacts: RegisteredArtifact[] = [];
    for (const trained of state.trained.of(name)) artifacts.push(await describeArtifact(registry, trained));
    const { version } = apartModels[name].model;
    const moves = movesOf(name, state.rollouts.all);
    return { name, version, ...(live && { live: live.digest }), ...(run && { run }), artifacts, moves };
  };
  mount(getRegistry, async () => {
    await registry.settled();
    const models: RegisteredModel[] = [];
    for (const name of trainedModelName.options) models.push(await describe(name));
    return { position: state.position, models };
  });
  mount(trainModel, ({ params: { name }, body: { reason }, principal: author }) =>
    trainings.start(name, { reason, author }),
  );
};
