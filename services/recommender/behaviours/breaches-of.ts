import { AppError } from '../../platform/http/app-error.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import { type Ask, runBehaviours } from './run-behaviours.ts';

/** What must always hold and whoever answers breaks, in words; also that it can't be asked. */
export const breachesOf = async (state: RecommenderState, ask: Ask): Promise<readonly string[]> => {
  const { documents } = state.behaviours;
  try {
    const results = await runBehaviours(state, ask, documents);
    return results.flatMap(({ id, holds, failed, cases }) => {
      if (holds) return [];
      const statement = documents.find((document) => document.id === id)?.statement ?? id;
      return [`it doesn’t hold in ${failed} of ${cases} cases: ${statement}`];
    });
  } catch (error) {
    if (error instanceof AppError) return [error.message];
    throw error;
  }
};
