import type { SettledOrder } from '../abuse/history/settled-orders.ts';

/** Scores by item for what an account has had. */
export type ScoreItems = (had: readonly string[]) => ReadonlyMap<string, number>;

const numbered = (names: Iterable<string>): ReadonlyMap<string, number> =>
  new Map([...new Set(names)].map((name, index) => [name, index]));

/** Distinct items by account, as numbers. */
const basketsOf = (orders: readonly SettledOrder[], items: ReadonlyMap<string, number>) => {
  const baskets = new Map<string, Set<number>>();
  for (const order of orders) {
    const basket = baskets.get(order.accountId) ?? new Set<number>();
    baskets.set(order.accountId, basket);
    for (const itemId of order.items) basket.add(items.get(itemId)!);
  }
  return baskets;
};

/** Reference: item-based neighbours, the sum of cosines of buyers' sets with all that somebody has had. */
export const itemCosine = (orders: readonly SettledOrder[]): ScoreItems => {
  const items = numbered(orders.flatMap((order) => order.items));
  const size = items.size;
  const together = new Float64Array(size * size);
  for (const basket of basketsOf(orders, items).values()) {
    for (const a of basket) for (const b of basket) together[a * size + b]! += 1;
  }
  const buyers = Float64Array.from({ length: size }, (_, item) => together[item * size + item]!);
  const cosineOf = (a: number, b: number): number =>
    together[a * size + b]! / Math.sqrt(buyers[a]! * buyers[b]!);
  return (had) => {
    const mine = had.flatMap((itemId) => items.get(itemId) ?? []);
    const scores = new Map<string, number>();
    for (const [itemId, item] of items) {
      let sum = 0;
      for (const other of mine) if (other !== item) sum += cosineOf(item, other);
      if (sum > 0) scores.set(itemId, sum);
    }
    return scores;
  };
};
