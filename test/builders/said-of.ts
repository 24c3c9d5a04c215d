import type { Answer } from '../../services/contracts/http/answers.ts';
import type { RecommenderState } from '../../services/recommender/replay/recommender-state.ts';
import { itemAt } from './a-shop.ts';
import { listOf, popular, recommended, relatedTo } from './fold.ts';

/** An answer without the position that it was computed at. */
export const contentOf = ({ position: _, ...content }: Answer): Omit<Answer, 'position'> => content;

/** What a service says of a state, to everybody and to these accounts: the digest, and whole answers. */
export const saidOf = (state: RecommenderState, accounts: readonly string[]) => ({
  digest: state.digest(),
  day: state.today,
  established: state.tally.establishedCount,
  lists: [
    popular(),
    popular(2),
    ...[0, 1, 2].map((item) => relatedTo(itemAt(item), 4)),
    ...[...accounts, 'nobody'].flatMap((account) => [recommended(account, 3), recommended(account)]),
  ].map((question) => contentOf(listOf(state, question))),
});
