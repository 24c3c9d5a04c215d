import { byScore, type Purchases } from './purchases.ts';

/** Reference: distinct buyers, uncapped and unfiltered. What the account has had is left out. */
export const rawPopularity = (purchases: Purchases, accountId: string): readonly string[] => {
  const buyers = new Map<string, number>();
  for (const [itemId, accounts] of purchases.buyersOf) {
    if (!purchases.has(accountId, itemId)) buyers.set(itemId, accounts.size);
  }
  return byScore(buyers);
};
