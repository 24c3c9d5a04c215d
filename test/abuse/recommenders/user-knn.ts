import { byScore, type Purchases } from './purchases.ts';

const NEIGHBOURS = 50;

const overlapsOf = ({ buyersOf }: Purchases, accountId: string, items: ReadonlySet<string>) => {
  const overlaps = new Map<string, number>();
  for (const itemId of items) {
    for (const other of buyersOf.get(itemId) ?? []) {
      if (other !== accountId) overlaps.set(other, (overlaps.get(other) ?? 0) + 1);
    }
  }
  return overlaps;
};

/**
 * Reference: user-based nearest neighbours (k = 50), the cosine of item sets, unclipped. What the account has had is
 * left out.
 */
export const userKnn = (purchases: Purchases, accountId: string): readonly string[] => {
  const items = purchases.itemsOf.get(accountId) ?? new Set();
  const cosines = [...overlapsOf(purchases, accountId, items)].map(([other, overlap]) => ({
    other,
    cosine: overlap / Math.sqrt(items.size * purchases.itemsOf.get(other)!.size),
  }));
  const nearest = cosines
    .sort((a, b) => b.cosine - a.cosine || (a.other < b.other ? -1 : 1))
    .slice(0, NEIGHBOURS);
  const scores = new Map<string, number>();
  for (const { other, cosine } of nearest) {
    for (const itemId of purchases.itemsOf.get(other)!) {
      if (!items.has(itemId)) scores.set(itemId, (scores.get(itemId) ?? 0) + cosine);
    }
  }
  return byScore(scores);
};
