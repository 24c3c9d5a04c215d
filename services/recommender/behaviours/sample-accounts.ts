import type { RecommenderState } from '../replay/recommender-state.ts';

/** So many accounts are looked at, at most, however many there are … */
const LOOKED_AT = 20_000;
/** … and others may have the thread after so many: a millisecond, where an account's days are looked at. */
const SLICE = 250;

/**
 * Up to `most` accounts with a history that may be learnt from, beginning at a place that follows from the seed;
 * undefined while none is found, so that others may have the thread.
 * @param isFit decides about the others
 */
export function* accountsThat(
  isFit: (account: number) => boolean,
  state: RecommenderState,
  seed: number,
  most: number,
): Generator<number | undefined> {
  const { size } = state.accounts;
  let found = 0;
  for (let looked = 0; looked < Math.min(size, LOOKED_AT) && found < most; looked++) {
    if (looked % SLICE === 0) {
      if (looked > 0) yield undefined;
      state.recount();
    }
    const account = (seed + looked) % size;
    const counts = state.ballots.hasDays(account) && state.tally.standing(account) !== 'quarantined';
    if (!counts || !isFit(account)) continue;
    found++;
    yield account;
  }
}

/** The same of any accounts, at once: these are found soon. */
export const sampleAccounts = (state: RecommenderState, seed: number, most: number): readonly number[] =>
  [...accountsThat(() => true, state, seed, most)].filter((account) => account !== undefined);
