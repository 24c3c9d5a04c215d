import type { RecommenderState } from '../replay/recommender-state.ts';

/** So many accounts are looked at, at most: a few milliseconds, however many there are. */
const LOOKED_AT = 20_000;

/**
 * Up to `most` accounts with a history that may be learnt from, beginning at a place that follows from the seed.
 * @param isFit decides about the others
 */
export const sampleAccounts = (
  state: RecommenderState,
  seed: number,
  most: number,
  isFit: (account: number) => boolean = () => true,
): readonly number[] => {
  state.recount();
  const { size } = state.accounts;
  const found: number[] = [];
  for (let looked = 0; looked < Math.min(size, LOOKED_AT) && found.length < most; looked++) {
    const account = (seed + looked) % size;
    const counts = state.ballots.hasDays(account) && state.tally.standing(account) !== 'quarantined';
    if (counts && isFit(account)) found.push(account);
  }
  return found;
};
