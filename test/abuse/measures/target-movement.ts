import { meanOf } from '../../../services/recommender/safety-curve/mean-of.ts';

/** 1 for the first; an item that isn't in the ranking counts as the last of all. */
const rankOf = (ranking: readonly string[], itemId: string, items: number): number => {
  const index = ranking.indexOf(itemId);
  return index < 0 ? items : index + 1;
};

/** HR@k: the share of the lists that show the item among the first k. */
export const hitRate = (rankings: readonly (readonly string[])[], itemId: string, k: number): number =>
  meanOf(rankings.map((ranking) => (ranking.slice(0, k).includes(itemId) ? 1 : 0)));

export const meanRank = (rankings: readonly (readonly string[])[], itemId: string, items: number): number =>
  meanOf(rankings.map((ranking) => rankOf(ranking, itemId, items)));
