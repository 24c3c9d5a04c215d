import type { LiveArtifact } from '../../../services/recommender/incidents/window/learnt-from.ts';
import type { RecommenderState } from '../../../services/recommender/replay/recommender-state.ts';
import { aLiveArtifact } from '../../builders/a-live-artifact.ts';

/** What is live from a day on that has just begun, given what was live until then. */
export type Training = (state: RecommenderState, live: readonly LiveArtifact[]) => readonly LiveArtifact[];

/** As the service does: with the first order of a day a model is trained from what was before it. */
export const daily: Training = (state, live) => {
  state.recount();
  const { tally, incidents } = state;
  const isNew = tally.isWaived || tally.pastProbationCount === 0;
  return incidents.open || isNew ? live : [aLiveArtifact(state)];
};

/** What was trained first stays, as if nothing could be trained any more. */
export const once: Training = (state, live) => (live.length > 0 ? live : daily(state, live));
