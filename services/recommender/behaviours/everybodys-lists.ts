import type { RecommenderState } from '../replay/recommender-state.ts';
import type { Case } from './behaviour.ts';
import { sampleAccounts } from './sample-accounts.ts';

const CASES = 12;

/** The list of everybody, and those of some accounts. */
export const everybodysLists =
  (limit: number) =>
  (state: RecommenderState, seed: number): readonly Case[] => [
    { questions: [{ kind: 'popular', limit }] },
    ...sampleAccounts(state, seed, CASES).map((account) => {
      const accountId = state.accounts.nameOf(account);
      return { accountId, questions: [{ kind: 'recommendations', accountId, limit }] as const };
    }),
  ];
