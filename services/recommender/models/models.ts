import type { ApartModelName, ModelName } from '../../contracts/http/answers.ts';
import type { Model } from './model.ts';
import { naiveModel } from './naive-model.ts';
import { peersModel } from './peers-model.ts';
import { popularModel } from './popular-model.ts';
import { relatedModel } from './related-model.ts';

/** What is made from the votes, at once and in this thread. */
export type TrustedName = Exclude<ModelName, ApartModelName>;

/** All of these by name. Add one: one file, its name in the contracts, and a line here. */
export const models: Readonly<Record<TrustedName, Model>> = {
  naive: naiveModel,
  popular: popularModel,
  peers: peersModel,
  related: relatedModel,
};

export const isTrusted = (name: ModelName): name is TrustedName => Object.hasOwn(models, name);
