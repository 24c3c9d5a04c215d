import type { RelishEvent } from '../../../services/contracts/events.ts';

interface Pending {
  readonly accountId: string;
  readonly items: readonly string[];
}

/**
 * Who took what home, as most recommenders keep it: a set of items by account, without days, standing, caps or
 * filters. Cancelled and expired orders don't count; refunds are passed over.
 */
export class Purchases {
  readonly itemsOf = new Map<string, Set<string>>();
  readonly buyersOf = new Map<string, Set<string>>();
  readonly #placed = new Map<string, Pending>();
  readonly #fulfilled = new Set<string>();

  apply(events: readonly RelishEvent[]): void {
    for (const event of events) {
      if (event.type === 'order.placed') {
        const { orderId, accountId, lines } = event.data;
        this.#placed.set(orderId, { accountId, items: lines.map(({ itemId }) => itemId) });
        this.#settle(orderId);
      } else if (event.type === 'order.fulfilled') {
        this.#fulfilled.add(event.data.orderId);
        this.#settle(event.data.orderId);
      }
    }
  }

  has(accountId: string, itemId: string): boolean {
    return this.itemsOf.get(accountId)?.has(itemId) ?? false;
  }

  #settle(orderId: string): void {
    const order = this.#placed.get(orderId);
    if (!order || !this.#fulfilled.has(orderId)) return;
    for (const itemId of order.items) {
      note(this.itemsOf, order.accountId, itemId);
      note(this.buyersOf, itemId, order.accountId);
    }
  }
}

const note = (sets: Map<string, Set<string>>, key: string, value: string): void => {
  const set = sets.get(key);
  if (set) set.add(value);
  else sets.set(key, new Set([value]));
};

/** Keys by falling score, ties by name. */
export const byScore = (scores: ReadonlyMap<string, number>): readonly string[] =>
  [...scores].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([key]) => key);
