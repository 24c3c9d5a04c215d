import type { SettledOrder } from '../history/settled-orders.ts';
import { byScore, type Purchases } from './purchases.ts';

/** Reference: orders in which both items were, as "bought together" lists count them. */
export const coVisits = (orders: readonly SettledOrder[], itemId: string): readonly string[] => {
  const counts = new Map<string, number>();
  for (const { items } of orders) {
    if (!items.includes(itemId)) continue;
    for (const other of items) if (other !== itemId) counts.set(other, (counts.get(other) ?? 0) + 1);
  }
  return byScore(counts);
};

/** Reference: the cosine of two items' sets of buyers (Sarwar et al. 2001), unclipped. */
export const itemCosine = ({ buyersOf, itemsOf }: Purchases, itemId: string): readonly string[] => {
  const buyers = buyersOf.get(itemId) ?? new Set<string>();
  const both = new Map<string, number>();
  for (const accountId of buyers)
    for (const other of itemsOf.get(accountId) ?? [])
      if (other !== itemId) both.set(other, (both.get(other) ?? 0) + 1);
  const cosines = new Map(
    [...both].map(([other, count]) => [other, count / Math.sqrt(buyers.size * buyersOf.get(other)!.size)]),
  );
  return byScore(cosines);
};
