import { describe, expect, test } from '@jest/globals';
import { aPlaceCommand, aStand, anItem, ended, listed, placed } from '../../../test/builders/ordering.ts';
import { createStandHours } from './stand-hours.ts';

const MORNING = '2026-11-20T09:00:00Z';
const NOON = '2026-11-20T12:00:00Z';
const SOON = '2026-11-20T12:01:00Z';
const LATER = '2026-11-20T13:00:00Z';
const NEXT_DAY = '2026-11-21T12:00:00Z';

const aMenu = (stock = 10) => [listed(anItem('dog-1', { dailyStock: stock })), listed(anItem('dog-2'))];
const takes = (quantity: number, itemId = 'dog-1') => ({ lines: [{ itemId, quantity }] });

describe('place', () => {
  test('takes the price from the menu and one line per item', () => {
    const lines = [
      { itemId: 'dog-1', quantity: 1 },
      { itemId: 'dog-2', quantity: 1 },
      { itemId: 'dog-1', quantity: 2 },
    ];
    const facts = aStand()
      .given(MORNING, ...aMenu())
      .when(NOON, aPlaceCommand('o-1', { lines }));
    expect(facts).toEqual([
      {
        type: 'order.placed',
        data: {
          orderId: 'o-1',
          accountId: 'a-1',
          lines: [
            { itemId: 'dog-1', quantity: 3, unitPrice: 500 },
            { itemId: 'dog-2', quantity: 1, unitPrice: 500 },
          ],
          request: { key: 'key of o-1', body: 'body of o-1' },
        },
      },
    ]);
  });

  test('refuses what is not on the menu or has no price', () => {
    const stand = aStand().given(MORNING, listed({ itemId: 'free-1' }));
    expect(stand.when(NOON, aPlaceCommand('o-1', takes(1, 'nothing')))).toBe('not-on-the-menu');
    expect(stand.when(NOON, aPlaceCommand('o-1', takes(1, 'free-1')))).toBe('not-on-the-menu');
  });

  test('refuses while closed and names the next opening', () => {
    const hours = createStandHours('11:00-14:00', 'Europe/London');
    const stand = aStand({ hours }).given(MORNING, ...aMenu());
    expect(stand.when(MORNING, aPlaceCommand('o-1'))).toBe('closed');
    expect(stand.when(NOON, aPlaceCommand('o-1'))).toHaveLength(1);
  });

  test('tells what is held from what is sold out', () => {
    const stand = aStand().given(MORNING, ...aMenu(2));
    stand.does(NOON, aPlaceCommand('o-1', takes(1)));
    expect(stand.when(NOON, aPlaceCommand('o-2', takes(2)))).toBe('not-enough-left');
    stand.does(NOON, aPlaceCommand('o-2', takes(1)));
    expect(stand.when(NOON, aPlaceCommand('o-3', takes(1)))).toBe('all-held');
    stand.given(SOON, ended('order.fulfilled', 'o-1'));
    expect(stand.when(SOON, aPlaceCommand('o-3', takes(1)))).toBe('all-held');
    stand.given(SOON, ended('order.fulfilled', 'o-2'));
    expect(stand.when(SOON, aPlaceCommand('o-3', takes(1)))).toBe('sold-out');
  });

  test('sums the lines of an item before it looks at the stock', () => {
    const stand = aStand().given(MORNING, ...aMenu(2));
    const lines = [...takes(2).lines, ...takes(1).lines];
    expect(stand.when(NOON, aPlaceCommand('o-1', { lines }))).toBe('not-enough-left');
  });

  test('bounds what open orders of one account hold, and only open ones', () => {
    const stand = aStand({ holdLimit: 3 }).given(MORNING, ...aMenu());
    expect(stand.when(NOON, aPlaceCommand('o-1', takes(4)))).toBe('hold-limit');
    stand.does(NOON, aPlaceCommand('o-1', takes(2)));
    expect(stand.when(NOON, aPlaceCommand('o-2', takes(2, 'dog-2')))).toBe('hold-limit');
    expect(stand.when(NOON, aPlaceCommand('o-2', { ...takes(2), accountId: 'a-2' }))).toHaveLength(1);
    stand.given(SOON, ended('order.cancelled', 'o-1'));
    expect(stand.when(SOON, aPlaceCommand('o-2', takes(3)))).toHaveLength(1);
  });

  test('hears the same request once, also after the order has ended and the stand has closed', () => {
    const hours = createStandHours('11:00-14:00', 'Europe/London');
    const stand = aStand({ hours }).given(MORNING, ...aMenu(1));
    stand.does(NOON, aPlaceCommand('o-1'));
    stand.given(SOON, ended('order.cancelled', 'o-1'));
    const again = aPlaceCommand('o-2', { request: aPlaceCommand('o-1').request });
    expect(stand.when('2026-11-20T20:00:00Z', again)).toEqual([]);
    expect(stand.when(SOON, { ...again, request: { ...again.request, body: 'another' } })).toBe(
      'idempotency-key-reused',
    );
  });
});

describe('cancel', () => {
  const stand = () =>
    aStand()
      .given(MORNING, ...aMenu())
      .given(NOON, placed(aPlaceCommand('o-1')));
  const cancel = (accountId = 'a-1') => ({ type: 'cancel', orderId: 'o-1', accountId }) as const;

  test('within the grace period, and not at its end', () => {
    expect(stand().when('2026-11-20T12:01:59.999Z', cancel())).toEqual([ended('order.cancelled', 'o-1')]);
    expect(stand().when('2026-11-20T12:02:00Z', cancel())).toBe('grace-over');
  });

  test("somebody else's order is as unknown as none", () => {
    expect(stand().when(SOON, cancel('a-2'))).toBe('unknown-order');
    expect(stand().when(SOON, { ...cancel(), orderId: 'o-9' })).toBe('unknown-order');
  });

  test.each(['order.cancelled', 'order.fulfilled', 'order.expired'] as const)('not after %s', (type) => {
    expect(stand().given(SOON, ended(type, 'o-1')).when(SOON, cancel())).toBe('already-ended');
  });
});

describe('fulfil, expire, refund', () => {
  const stand = (stock = 10) =>
    aStand()
      .given(MORNING, ...aMenu(stock))
      .given(NOON, placed(aPlaceCommand('o-1')));

  test('the last unit of the day is sold out when it is handed over', () => {
    expect(stand(1).when(SOON, { type: 'fulfil', orderId: 'o-1' })).toEqual([
      ended('order.fulfilled', 'o-1'),
      { type: 'item.soldout', data: { itemId: 'dog-1' } },
    ]);
    expect(stand(2).when(SOON, { type: 'fulfil', orderId: 'o-1' })).toHaveLength(1);
  });

  test('an item of which one is still held is not sold out', () => {
    const held = stand(2).given(NOON, placed(aPlaceCommand('o-2')));
    expect(held.does(SOON, { type: 'fulfil', orderId: 'o-1' })).toHaveLength(1);
    expect(held.does(SOON, { type: 'fulfil', orderId: 'o-2' })).toHaveLength(2);
  });

  test('only open orders are handed over or given up, only handed-over ones refunded, once', () => {
    const scenario = stand();
    expect(scenario.when(SOON, { type: 'refund', orderId: 'o-1' })).toBe('not-fulfilled');
    expect(scenario.when(SOON, { type: 'expire', orderId: 'o-1' })).toEqual([ended('order.expired', 'o-1')]);
    scenario.does(SOON, { type: 'fulfil', orderId: 'o-1' });
    expect(scenario.when(SOON, { type: 'fulfil', orderId: 'o-1' })).toBe('already-ended');
    expect(scenario.when(SOON, { type: 'expire', orderId: 'o-1' })).toBe('already-ended');
    expect(scenario.does(SOON, { type: 'refund', orderId: 'o-1' })).toEqual([ended('order.refunded', 'o-1')]);
    expect(scenario.when(SOON, { type: 'refund', orderId: 'o-1' })).toBe('already-ended');
    expect(scenario.when(SOON, { type: 'refund', orderId: 'o-9' })).toBe('unknown-order');
  });

  test('a refund puts no food back, an expiry does', () => {
    const scenario = stand(1);
    scenario.does(SOON, { type: 'fulfil', orderId: 'o-1' });
    scenario.does(SOON, { type: 'refund', orderId: 'o-1' });
    expect(scenario.when(SOON, aPlaceCommand('o-2'))).toBe('sold-out');
    const other = stand(1);
    other.does(SOON, { type: 'expire', orderId: 'o-1' });
    expect(other.when(SOON, aPlaceCommand('o-2'))).toHaveLength(1);
  });
});

describe('restock and tick', () => {
  const soldOut = () => {
    const stand = aStand()
      .given(MORNING, ...aMenu(1))
      .given(NOON, placed(aPlaceCommand('o-1')));
    stand.does(SOON, { type: 'fulfil', orderId: 'o-1' });
    return stand;
  };

  test('what was made more of can be ordered again', () => {
    const stand = soldOut();
    expect(stand.does(SOON, { type: 'restock', itemId: 'dog-1', quantity: 2 })).toEqual([
      { type: 'item.restocked', data: { itemId: 'dog-1', quantity: 2 } },
    ]);
    expect(stand.when(SOON, { type: 'tick' })).toEqual([]);
    expect(stand.when(SOON, aPlaceCommand('o-2', takes(2)))).toHaveLength(1);
    expect(stand.when(SOON, { type: 'restock', itemId: 'dog-9', quantity: 2 })).toBe('unknown-item');
  });

  test('the first tick of a new day restocks what was sold out, once', () => {
    const stand = soldOut();
    expect(stand.does('2026-11-20T23:59:59Z', { type: 'tick' })).toEqual([]);
    expect(stand.does('2026-11-21T00:00:00Z', { type: 'tick' })).toEqual([
      { type: 'item.restocked', data: { itemId: 'dog-1' } },
    ]);
    expect(stand.does('2026-11-21T00:00:01Z', { type: 'tick' })).toEqual([]);
    expect(stand.when(NEXT_DAY, aPlaceCommand('o-2', takes(2)))).toBe('not-enough-left');
    expect(stand.when(NEXT_DAY, aPlaceCommand('o-2', takes(1)))).toHaveLength(1);
  });

  test('the first order of a new day says that what was sold out is there again', () => {
    const stand = soldOut();
    expect(stand.does(NEXT_DAY, aPlaceCommand('o-2', takes(1)))).toEqual([
      { type: 'item.restocked', data: { itemId: 'dog-1' } },
      expect.objectContaining({ type: 'order.placed' }),
    ]);
    expect(stand.does(NEXT_DAY, { type: 'tick' })).toEqual([]);
    expect(stand.does(NEXT_DAY, { type: 'fulfil', orderId: 'o-2' })).toContainEqual({
      type: 'item.soldout',
      data: { itemId: 'dog-1' },
    });
  });

  test('a tick gives up what was not picked up in time', () => {
    const stand = aStand().given(MORNING, ...aMenu());
    stand.given(NOON, placed(aPlaceCommand('o-1')));
    stand.given('2026-11-20T12:30:00Z', placed(aPlaceCommand('o-2')));
    expect(stand.does('2026-11-20T12:44:59Z', { type: 'tick' })).toEqual([]);
    expect(stand.does('2026-11-20T12:45:00Z', { type: 'tick' })).toEqual([ended('order.expired', 'o-1')]);
    expect(stand.does(LATER, { type: 'tick' })).toEqual([]);
  });

  test('what was ordered yesterday takes nothing from today', () => {
    const stand = aStand({ pickup: 86_400_000 }).given(MORNING, ...aMenu(1));
    stand.given('2026-11-20T23:50:00Z', placed(aPlaceCommand('o-1')));
    expect(stand.does('2026-11-21T00:10:00Z', aPlaceCommand('o-2'))).toHaveLength(1);
    expect(stand.does('2026-11-21T00:11:00Z', { type: 'fulfil', orderId: 'o-1' })).toHaveLength(1);
    expect(stand.when('2026-11-21T00:12:00Z', aPlaceCommand('o-3'))).toBe('all-held');
  });

  test('a clock set back over midnight opens no second stock', () => {
    const stand = aStand().given(MORNING, ...aMenu(1));
    stand.does('2026-11-21T00:00:01Z', aPlaceCommand('o-1'));
    stand.does('2026-11-20T23:59:59Z', aPlaceCommand('o-2', { accountId: 'a-2' }));
    expect(stand.when('2026-11-20T23:59:59Z', aPlaceCommand('o-2'))).toBe('all-held');
    expect(stand.state.orders.size).toBe(1);
  });
});

describe('list-menu', () => {
  test('lists on an empty shop only', () => {
    const items = [anItem('dog-1'), anItem('dog-2')];
    expect(aStand().when(MORNING, { type: 'list-menu', items })).toEqual(items.map(listed));
    expect(
      aStand()
        .given(MORNING, listed(anItem('x-1')))
        .when(MORNING, { type: 'list-menu', items }),
    ).toEqual([]);
  });
});
