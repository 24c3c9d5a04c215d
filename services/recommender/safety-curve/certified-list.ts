import type { Question } from '../../contracts/http/answers.ts';
import { certificatesOf, rankFor } from '../answers/compute-answer.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import type { CertifiedItem } from './list-figures.ts';

/** What `peers` answers, as bare as measuring needs it: items in their order, with their certificates. */
export const certifiedList = (state: RecommenderState, question: Question): readonly CertifiedItem[] => {
  const ranking = rankFor(state, 'peers', question);
  return certificatesOf(ranking, question.limit).map(({ accounts }, index) => ({
    itemId: state.items.nameOf(ranking.places[index]!.item),
    accounts,
  }));
};
