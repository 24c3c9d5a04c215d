import type { TrainedModelName } from '../../contracts/http/registry.ts';
import type { ApartModel } from './apart-model.ts';
import { cooccurrenceModel } from './cooccurrence/cooccurrence-model.ts';
import { easeModel } from './ease/ease-model.ts';

/** A model that is trained here, and the file that exports it: what a thread of its own begins with. */
export interface KnownModel {
  readonly model: ApartModel;
  readonly module: URL;
}

const known = (model: ApartModel, file: string): KnownModel => ({
  model,
  module: new URL(file, import.meta.url),
});

/** All models that are trained, by name. Add one: one file, its name in the contracts, and a line here. */
export const apartModels: Readonly<Record<TrainedModelName, KnownModel>> = {
  cooccurrence: known(cooccurrenceModel, 'cooccurrence/cooccurrence-model.ts'),
  ease: known(easeModel, 'ease/ease-model.ts'),
};
