import type { IngestedEvent } from '../../services/contracts/events.ts';

/** A linear congruential generator: the same numbers in every run. */
const createRandom = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};

const DAYS = 60;
const FIRST_DAY = Date.UTC(2026, 0, 1, 12);
/** Popularity falls off with this power of the rank. */
const SKEW = 2.2;

export interface ShopSize {
  readonly accounts: number;
  readonly items: number;
  readonly orders: number;
}

/**
 * Orders of one line each, placed and taken home, over two months: nearly as many votes as orders, items of
 * very unequal popularity.
 */
export function* syntheticShop({ accounts, items, orders }: ShopSize): Generator<IngestedEvent> {
  const random = createRandom(1);
  for (let order = 0; order < orders; order++) {
    const orderId = `o-${order}`;
    const accountId = `a-${Math.floor(random() * accounts)}`;
    const itemId = `i-${Math.floor(items * random() ** SKEW)}`;
    const day = Math.floor((order / orders) * DAYS);
    const time = new Date(FIRST_DAY + day * 86_400_000 + (order % 3_600) * 1_000).toISOString();
    const envelope = { specversion: '1.0', source: '/bench', time, subject: `orders/${orderId}` } as const;
    const lines = [{ itemId, quantity: 1, unitPrice: 850 }];
    const origin = { address: 'f'.repeat(32), device: 'e'.repeat(32) };
    yield {
      ...envelope,
      id: `${orderId}/placed`,
      type: 'order.placed',
      data: { orderId, accountId, lines, origin },
    };
    yield { ...envelope, id: `${orderId}/fulfilled`, type: 'order.fulfilled', data: { orderId, accountId } };
  }
}
