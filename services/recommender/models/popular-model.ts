import { EVERY_POOL } from '../votes/tally.ts';
import type { Model } from './model.ts';
import { zeroSums } from './zero-columns.ts';

/** Likeness 1 for everybody: S_u(i) = Σ_{a≠u} v_a(i). The asking account doesn't count. */
export const popularModel: Model = {
  name: 'popular',
  version: '1',
  score: ({ tally, index, items }, { account }) => {
    const sums = zeroSums(items);
    for (const pool of EVERY_POOL) sums[pool].set(tally[pool].data.subarray(0, items));
    const own = new Set<number>();
    if (account !== undefined) {
      const pools = tally.poolsOf(account);
      index.votesOf(account, (item, vote) => {
        for (const pool of pools) sums[pool][item]! -= vote;
        own.add(item);
      });
    }
    return {
      basis: 'popular',
      own: undefined,
      ...sums,
      supporters: (item) => tally.supporters.data[item]! - (own.has(item) ? 1 : 0),
      isBounded: true,
    };
  },
};
