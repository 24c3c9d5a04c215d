import { describe, expect, test } from '@jest/globals';
import {
  aPlaceCommand,
  aStand,
  anItem,
  ended,
  listed,
  placed,
  toStandEvent,
} from '../../../test/builders/ordering.ts';
import type { StandFact } from './stand-events.ts';
import { stockOn, type StandState } from './stand-state.ts';
import { leftOf } from './stock.ts';

const DAY = '2026-11-20';
const MORNING = `${DAY}T09:00:00Z`;
const NOON = `${DAY}T12:00:00Z`;

const stockOf = (state: StandState, itemId = 'dog-1') => {
  const item = state.items.get(itemId);
  if (!item) throw new Error(`${itemId} is not listed`);
  const stock = stockOn(item, DAY);
  return { made: stock.made, held: stock.held, sold: stock.sold, left: leftOf(stock) };
};

const aStandWithOne = () =>
  aStand()
    .given(MORNING, listed(anItem('dog-1')))
    .given(NOON, placed(aPlaceCommand('o-1')));

/** As events come that somebody else recorded under the stand's source. */
const recorded = (orderId: string): StandFact => ({
  type: 'order.placed',
  data: { orderId, accountId: 'a-1', lines: [{ itemId: 'dog-1', quantity: 3 }] },
});

describe('evolve', () => {
  test('an order holds, then is sold or comes free', () => {
    expect(stockOf(aStandWithOne().state)).toEqual({ made: 10, held: 1, sold: 0, left: 9 });
    const sold = aStandWithOne().given(NOON, ended('order.fulfilled', 'o-1'));
    expect(stockOf(sold.state)).toEqual({ made: 10, held: 0, sold: 1, left: 9 });
    const freed = aStandWithOne().given(NOON, ended('order.expired', 'o-1'));
    expect(stockOf(freed.state)).toEqual({ made: 10, held: 0, sold: 0, left: 10 });
    expect(freed.state.heldBy.size + freed.state.waiting.size).toBe(0);
  });

  test('only the first end counts, and only of the account that the order belongs to', () => {
    const stand = aStandWithOne()
      .given(NOON, ended('order.fulfilled', 'o-1', 'a-2'))
      .given(NOON, ended('order.cancelled', 'o-1'))
      .given(NOON, ended('order.fulfilled', 'o-1'))
      .given(NOON, ended('order.cancelled', 'o-9'));
    expect(stand.state.orders.get('o-1')?.status).toBe('cancelled');
    expect(stockOf(stand.state)).toEqual({ made: 10, held: 0, sold: 0, left: 10 });
  });

  test('the same order twice is one order', () => {
    const stand = aStandWithOne().given(NOON, placed(aPlaceCommand('o-1', { accountId: 'a-2' })));
    expect(stand.state.orders.get('o-1')?.accountId).toBe('a-1');
    expect(stockOf(stand.state).held).toBe(1);
  });

  test('what somebody else recorded is shown but takes no food and is never given up', () => {
    const stand = aStand()
      .given(MORNING, listed(anItem('dog-1')))
      .given(NOON, recorded('o-1'));
    expect(stand.state.orders.get('o-1')?.status).toBe('placed');
    expect(stockOf(stand.state).held).toBe(0);
    expect(stand.when('2026-11-25T12:00:00Z', { type: 'tick' })).toEqual([]);
    stand.given(NOON, ended('order.fulfilled', 'o-1'));
    expect(stand.state.orders.get('o-1')?.status).toBe('fulfilled');
    expect(stockOf(stand.state).sold).toBe(0);
  });

  test("another system's sold-out doesn't touch the books, its restock does", () => {
    const stand = aStand()
      .given(MORNING, listed(anItem('dog-1')))
      .given(NOON, { type: 'item.soldout', data: { itemId: 'dog-1' } });
    expect(stand.when(NOON, { type: 'tick' })).toEqual([]);
    stand.given(NOON, { type: 'item.restocked', data: { itemId: 'dog-1', quantity: 5 } });
    expect(stockOf(stand.state).made).toBe(15);
    stand.given(NOON, { type: 'item.restocked', data: { itemId: 'dog-1' } });
    expect(stockOf(stand.state).made).toBe(15);
  });

  test('what was ordered before it was listed holds nothing, and frees nothing', () => {
    const stand = aStand()
      .given(NOON, placed(aPlaceCommand('o-1')))
      .given(NOON, listed(anItem('dog-1')))
      .given(NOON, ended('order.cancelled', 'o-1'));
    expect(stockOf(stand.state)).toEqual({ made: 10, held: 0, sold: 0, left: 10 });
  });

  test('a restock without a quantity is another batch if none is left', () => {
    const stand = aStand().given(MORNING, listed(anItem('dog-1', { dailyStock: 1 })));
    stand.does(NOON, aPlaceCommand('o-1'));
    stand.does(NOON, { type: 'fulfil', orderId: 'o-1' });
    stand.given(NOON, { type: 'item.restocked', data: { itemId: 'dog-1' } });
    expect(stockOf(stand.state)).toEqual({ made: 2, held: 0, sold: 1, left: 1 });
    expect(stand.when(NOON, { type: 'tick' })).toEqual([]);
  });

  test('a new price counts at once, a new daily stock from the next day on', () => {
    const stand = aStandWithOne().given(NOON, listed(anItem('dog-1', { price: 700, dailyStock: 3 })));
    expect(stockOf(stand.state).made).toBe(10);
    expect(stand.when(NOON, aPlaceCommand('o-2'))).toMatchObject([{ data: { lines: [{ unitPrice: 700 }] } }]);
    stand.does('2026-11-21T12:00:00Z', aPlaceCommand('o-2'));
    expect(stand.state.items.get('dog-1')?.stock).toEqual({ day: '2026-11-21', made: 3, held: 1, sold: 0 });
  });

  test('an item without a daily stock is made without end', () => {
    const { itemId, price } = anItem('dog-1');
    const stand = aStand({ holdLimit: 5_000 }).given(MORNING, listed({ itemId, price }));
    expect(stand.when(NOON, aPlaceCommand('o-1', { lines: [{ itemId, quantity: 5_000 }] }))).toHaveLength(1);
  });

  test('names of prototypes are ids like any other', () => {
    const stand = aStand().given(MORNING, listed(anItem('__proto__')));
    stand.does(NOON, aPlaceCommand('constructor', { lines: [{ itemId: '__proto__', quantity: 1 }] }));
    expect(stand.state.orders.get('constructor')?.units).toBe(1);
  });

  test('an event is only read', () => {
    const frozen = Object.freeze(toStandEvent(Object.freeze(placed(aPlaceCommand('o-1'))), 'e-1', NOON));
    expect(() => aStand().given(NOON, frozen)).not.toThrow();
  });
});
