import type { IncidentWindow } from '../../../contracts/incident-window.ts';
import type { RecommenderState } from '../../replay/recommender-state.ts';

/** How many established accounts have votes, and how many of equal weight would be as concentrated: (Σw)²/Σw². */
export const votesIn = ({ tally, accounts }: RecommenderState): IncidentWindow['votes'] => {
  let [count, sum, squares] = [0, 0, 0];
  for (let account = 0; account < accounts.size; account++) {
    const votes = tally.voteSum.data[account]!;
    if (votes === 0 || !tally.poolsOf(account).includes('established')) continue;
    count++;
    sum += votes;
    squares += votes * votes;
  }
  return { accounts: count, effective: squares === 0 ? 0 : (sum * sum) / squares, isWaived: tally.isWaived };
};
