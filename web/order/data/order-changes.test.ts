import { describe, expect, test } from '@jest/globals';
import type { Order } from '../../../services/contracts/http/ordering.ts';
import { endedSince, latestPosition, withOrder } from './order-changes.ts';

const order = (orderId: string, status: Order['status'], position = '0000000000000001'): Order => ({
  orderId,
  status,
  position,
  accountId: 'a-1',
  accountName: 'Ada',
  lines: [{ itemId: 'classic-1', number: 1, name: 'The Classic', quantity: 2, unitPrice: 550 }],
  total: 1_100,
  placedAt: '2026-11-20T12:00:00Z',
});

describe('what became of an order', () => {
  test('is told when it was handed over or expired', () => {
    const before = [order('a', 'placed'), order('b', 'placed'), order('c', 'placed')];
    const after = [order('a', 'fulfilled'), order('b', 'expired'), order('c', 'placed')];
    expect(endedSince(before, after)).toEqual([
      expect.objectContaining({
        orderId: 'a',
        title: expect.stringContaining('handed over'),
        message: '2 × The Classic',
      }),
      expect.objectContaining({ orderId: 'b', title: expect.stringContaining('wasn’t picked up') }),
    ]);
  });

  test('is no news when one has cancelled, nor when it was over before', () => {
    expect(endedSince([order('a', 'placed')], [order('a', 'cancelled')])).toEqual([]);
    expect(endedSince([], [order('a', 'fulfilled')])).toEqual([]);
    expect(endedSince([order('a', 'fulfilled')], [order('a', 'refunded')])).toEqual([]);
  });
});

test('the latest position is the one to wait for', () => {
  expect(latestPosition([])).toBeUndefined();
  expect(
    latestPosition([order('a', 'placed', '0000000000000009'), order('b', 'placed', '0000000000000010')]),
  ).toBe('0000000000000010');
});

test('an order is taken in once, a new one first', () => {
  const orders = withOrder([order('a', 'placed')], order('b', 'placed'));
  expect(orders.map(({ orderId }) => orderId)).toEqual(['b', 'a']);
  expect(withOrder(orders, order('a', 'cancelled')).map(({ status }) => status)).toEqual([
    'placed',
    'cancelled',
  ]);
});
