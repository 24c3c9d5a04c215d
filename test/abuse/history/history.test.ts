import { describe, expect, test } from '@jest/globals';
import { anOrder, daysAgo } from '../../builders/an-order.ts';
import { holdOut } from './hold-out.ts';
import { keepAccounts } from './keep-accounts.ts';
import { settledOrders } from './settled-orders.ts';

const taken = (account: string, number: number, item: string) =>
  anOrder(`o-${account}-${number}`)
    .by(account)
    .of(item)
    .placedAt(daysAgo(9 - number))
    .fulfilled().events;

describe('what is held out', () => {
  const regular = ['a', 'b', 'a', 'c', 'new'].flatMap((item, number) => taken('regular', number, item));
  const repeats = ['a', 'b', 'a', 'c', 'a'].flatMap((item, number) => taken('repeats', number, item));
  const rare = ['a', 'b', 'new'].flatMap((item, number) => taken('rare', number, item));
  const { events, wanted } = holdOut([...regular, ...repeats, ...rare], 10);

  test('is the last order of those who then took something new, and who came often enough', () => {
    expect([...wanted]).toEqual([['regular', new Set(['new'])]]);
  });
  test('is not in the history any more, and all the rest is', () => {
    expect(settledOrders(events).length).toBe(4 + 5 + 3);
    expect(events.some((event) => 'orderId' in event.data && event.data.orderId === 'o-regular-4')).toBe(
      false,
    );
  });
});

describe('a history cut to some accounts', () => {
  const events = Array.from({ length: 9 }, (_, index) => taken(`a-${index}`, 0, 'x')).flat();
  test('keeps whole accounts, always the same ones', () => {
    const kept = keepAccounts(events, 4);
    expect(kept.length).toBe(4 * 2);
    expect(keepAccounts(events.toReversed(), 4).toReversed()).toEqual(kept);
  });
  test('keeps everything if told so', () => {
    expect(keepAccounts(events, 0)).toBe(events);
    expect(keepAccounts(events, 9)).toBe(events);
  });
});
