import type { ModelName } from '../../contracts/http/answers.ts';
import type { Model } from './model.ts';
import { naiveModel } from './naive-model.ts';
import { peersModel } from './peers-model.ts';
import { popularModel } from './popular-model.ts';
import { relatedModel } from './related-model.ts';

/** All models by name. Add a model: one file, its name in the contracts, and a line here. */
export const models: Readonly<Record<ModelName, Model>> = {
  naive: naiveModel,
  popular: popularModel,
  peers: peersModel,
  related: relatedModel,
};
