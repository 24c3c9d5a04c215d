import { certificatesOf, type Ranking, rankFor } from '../answers/compute-answer.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import type { CertifiedItem } from './list-figures.ts';

/** The lists that an account gets: of all items, and without what it has had. */
export interface CertifiedLists {
  readonly all: readonly CertifiedItem[];
  readonly fresh: readonly CertifiedItem[];
}

const listOf = (state: RecommenderState, ranking: Ranking, limit: number): readonly CertifiedItem[] => {
  const list = ranking.places.first(limit);
  return certificatesOf(ranking, limit).map(({ accounts }, index) => ({
    itemId: state.items.nameOf(list[index]!.item),
    accounts,
  }));
};

/**
 * What `peers` answers an account, as bare as measuring needs it: items in their order, with their certificates.
 * Scored once: leaving items out changes neither the scores nor the order of the others.
 */
export const certifiedLists = (state: RecommenderState, accountId: string, limit: number): CertifiedLists => {
  const ranking = rankFor(state, 'peers', { kind: 'recommendations', accountId, limit });
  const account = state.accounts.find(accountId);
  const isNew = (item: number) => account === undefined || !state.ballots.has(account, item);
  return {
    all: listOf(state, ranking, limit),
    fresh: listOf(state, { ...ranking, places: ranking.places.filter(isNew) }, limit),
  };
};
