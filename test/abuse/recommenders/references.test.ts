import { describe, expect, test } from '@jest/globals';
import { anOrder, daysAgo } from '../../builders/an-order.ts';
import { settledOrders } from '../history/settled-orders.ts';
import { Purchases } from './purchases.ts';
import { rawPopularity } from './raw-popularity.ts';
import { coVisits, itemCosine } from './related-references.ts';
import { userKnn } from './user-knn.ts';

const took = (account: string, items: readonly string[]) =>
  items
    .reduce((order, itemId) => order.of(itemId), anOrder(`o-${account}`).by(account).placedAt(daysAgo(1)))
    .fulfilled().events;

const purchasesOf = (...orders: readonly (readonly [string, readonly string[]])[]): Purchases => {
  const purchases = new Purchases();
  for (const [account, items] of orders) purchases.apply(took(account, items));
  return purchases;
};

describe('purchases', () => {
  test('count what was placed and fulfilled, in whichever order that is heard', () => {
    const purchases = new Purchases();
    purchases.apply(took('a', ['x', 'y']).toReversed());
    purchases.apply(anOrder('o-2').by('a').of('z').cancelled().events);
    expect(purchases.itemsOf.get('a')).toEqual(new Set(['x', 'y']));
    expect(purchases.buyersOf.get('x')).toEqual(new Set(['a']));
  });
});

describe('raw popularity', () => {
  test('counts distinct buyers and leaves out what the account has had', () => {
    const purchases = purchasesOf(['a', ['x', 'y']], ['b', ['x', 'z']], ['c', ['z', 'x']]);
    expect(rawPopularity(purchases, 'nobody')).toEqual(['x', 'z', 'y']);
    expect(rawPopularity(purchases, 'a')).toEqual(['z']);
  });
});

describe('user-kNN', () => {
  test('weighs what others took by the cosine of item sets', () => {
    // b shares both of a's items (2/√6), c one of them (1/√4): so b's third item comes first.
    const purchases = purchasesOf(['a', ['x', 'y']], ['b', ['x', 'y', 'from-b']], ['c', ['x', 'from-c']]);
    expect(userKnn(purchases, 'a')).toEqual(['from-b', 'from-c']);
  });

  test('has nothing for those who took nothing', () => {
    expect(userKnn(purchasesOf(['a', ['x']]), 'nobody')).toEqual([]);
  });
});

describe('what goes with an item', () => {
  const orders = [...took('a', ['page', 'x']), ...took('b', ['page', 'x', 'y']), ...took('c', ['x'])];
  const purchases = new Purchases();
  purchases.apply(orders);

  test('is counted by orders in which both were', () => {
    expect(coVisits(settledOrders(orders), 'page')).toEqual(['x', 'y']);
    expect(coVisits(settledOrders(orders), 'nothing')).toEqual([]);
  });

  test('or is the cosine of the sets of buyers', () => {
    // x: 2/√(2·3), y: 1/√(2·1).
    expect(itemCosine(purchases, 'page')).toEqual(['x', 'y']);
    const more = new Purchases();
    more.apply([
      ...orders,
      ...took('d', ['x']),
      ...took('e', ['x']),
      ...took('f', ['x', 'z']),
      ...took('g', ['x']),
      ...took('h', ['x']),
      ...took('i', ['x']),
    ]);
    expect(itemCosine(more, 'page')).toEqual(['y', 'x']);
  });
});
