import { computeAnswer } from '../../../../services/recommender/answers/compute-answer.ts';
import type { RecommenderState } from '../../../../services/recommender/replay/recommender-state.ts';

const LIMIT = 10;

/** One personal answer. @param at which of `of` accounts that are spread over all */
export const answerOne = (state: RecommenderState, accounts: number, at: number, of: number): void => {
  const accountId = `a-${Math.floor((at * accounts) / of)}`;
  computeAnswer(state, 'peers', { kind: 'recommendations', accountId, limit: LIMIT }, 'r-1');
};
