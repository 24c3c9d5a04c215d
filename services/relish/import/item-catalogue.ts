import type { IngestedEvent } from '../../contracts/events.ts';

interface Item {
  readonly firstSeen: number;
  readonly names: Map<string, number>;
  readonly prices: Map<number, number>;
}

const MAX_NAME = 200;

const count = <K>(counts: Map<K, number>, key: K): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1);
};

const mostFrequent = (counts: ReadonlyMap<string, number>): string | undefined => {
  const [first] = [...counts].sort(([, a], [, b]) => b - a);
  return first?.[0];
};

/** The lower median of a histogram: a price that was really asked. */
const median = (counts: ReadonlyMap<number, number>): number | undefined => {
  const sorted = [...counts].sort(([a], [b]) => a - b);
  let left = sorted.reduce((sum, [, times]) => sum + times, 0) / 2;
  for (const [value, times] of sorted) {
    left -= times;
    if (left <= 0) return value;
  }
  return undefined;
};

/**
 * Learns what the items are called and what they cost while the rows go by. Rows with a price and a positive
 * quantity are sales, whose description is the item's name; on others it is a remark ("damaged", "check?").
 */
export const createItemCatalogue = (source: string) => {
  const items = new Map<string, Item>();
  return {
    see(itemId: string, time: number, sale: { name: string; pence: number } | undefined): void {
      const item = items.get(itemId) ?? { firstSeen: time, names: new Map(), prices: new Map() };
      items.set(itemId, item);
      if (!sale) return;
      if (sale.name !== '') count(item.names, sale.name.slice(0, MAX_NAME));
      count(item.prices, sale.pence);
    },
    /** One `item.listed` for each item, dated when it was first seen. */
    *listed(): Generator<IngestedEvent> {
      for (const [itemId, { firstSeen, names, prices }] of items) {
        const name = mostFrequent(names);
        const price = median(prices);
        yield {
          specversion: '1.0',
          id: `item/${itemId}/listed`,
          source,
          type: 'item.listed',
          time: new Date(firstSeen).toISOString(),
          subject: `items/${itemId}`,
          data: { itemId, ...(name !== undefined && { name }), ...(price !== undefined && { price }) },
        };
      }
    },
  };
};
