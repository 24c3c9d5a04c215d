import type { TrainedModelName } from '../../contracts/http/registry.ts';
import { apartModels } from '../models/apart-models.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import { dateOfDay } from '../votes/event-time.ts';

/**
 * Why a model is to be trained by itself now: nothing was yet, by this version of it, or the last training set is of
 * another day (of event time, UTC). Undefined if nothing asks for it, and while the shop is new or everybody is on
 * probation: then nobody's votes are established enough to be learnt from.
 */
export const whyTrain = (state: RecommenderState, name: TrainedModelName): string | undefined => {
  state.recount();
  const { tally, today, incidents } = state;
  const isNew = tally.isWaived || tally.pastProbationCount === 0;
  if (today === undefined || incidents.open || isNew) return undefined;
  const last = state.trained.of(name).find(({ version }) => version === apartModels[name].model.version);
  if (!last) return 'Nothing was trained yet by this version of the model.';
  return last.day < dateOfDay(today) ? `The last training set is of ${last.day}.` : undefined;
};
