import type { IncidentWindow } from '../../../contracts/incident-window.ts';
import type { RecommenderState } from '../../replay/recommender-state.ts';

/** Others have the thread after so many accounts. */
const SLICE = 50_000;

/** How many established accounts have votes, and how many of equal weight would be as concentrated: (Σw)²/Σw². */
export function* votesIn({
  tally,
  accounts,
}: RecommenderState): Generator<undefined, IncidentWindow['votes']> {
  let [count, sum, squares] = [0, 0, 0];
  for (let account = 0; account < accounts.size; account++) {
    if (account % SLICE === SLICE - 1) yield;
    const votes = tally.voteSum.data[account]!;
    if (votes === 0 || !tally.poolsOf(account).includes('established')) continue;
    count++;
    sum += votes;
    squares += votes * votes;
  }
  return { accounts: count, effective: squares === 0 ? 0 : (sum * sum) / squares, isWaived: tally.isWaived };
}
