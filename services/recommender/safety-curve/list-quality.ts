/** NDCG@k with gain 1: Σ 1/log2(place + 1) over the hits, divided by what the best list would have. 0 for no wishes. */
export const ndcg = (ranking: readonly string[], wanted: ReadonlySet<string>, k: number): number => {
  const discount = (index: number): number => 1 / Math.log2(index + 2);
  let gain = 0;
  for (const [index, itemId] of ranking.slice(0, k).entries())
    if (wanted.has(itemId)) gain += discount(index);
  let best = 0;
  for (let index = 0; index < Math.min(k, wanted.size); index++) best += discount(index);
  return best === 0 ? 0 : gain / best;
};

/** Recall@k: the share of what was wanted that is among the first k. 0 for no wishes. */
export const recall = (ranking: readonly string[], wanted: ReadonlySet<string>, k: number): number => {
  if (wanted.size === 0) return 0;
  return ranking.slice(0, k).filter((itemId) => wanted.has(itemId)).length / wanted.size;
};
