import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { quarantined } from '../../../test/builders/acts.ts';
import { anOrder, daysAgo } from '../../../test/builders/an-order.ts';
import { fold } from '../../../test/builders/fold.ts';
import { dayOfDate } from '../votes/event-time.ts';
import { drained } from '../votes/in-steps.ts';
import { cutOf, holdOutOf, takenFrom } from './hold-out.ts';

const dayAgo = (days: number): number => dayOfDate(daysAgo(days).slice(0, 10))!;
const order = (id: string, account: string, ago: number) =>
  anOrder(id).by(account).of(`item-of-${id}`).placedAt(daysAgo(ago));

describe('the cut', () => {
  test('is the latest day from which on a fifth of the orders came', () => {
    expect(
      cutOf(
        new Map([
          [1, 4],
          [2, 4],
          [9, 1],
          [10, 1],
        ]),
      ),
    ).toBe(9);
    expect(
      cutOf(
        new Map([
          [1, 9],
          [2, 4],
        ]),
      ),
    ).toBe(2);
  });

  test('is none where nothing would be left before it', () => {
    expect(cutOf(new Map())).toBeUndefined();
    expect(cutOf(new Map([[7, 100]]))).toBeUndefined();
  });

  test('holds at least a fifth out, and no day more than that takes', () => {
    const histories = fc.uniqueArray(
      fc.tuple(fc.integer({ min: -5, max: 400 }), fc.integer({ min: 1, max: 50 })),
      {
        selector: ([day]) => day,
        maxLength: 40,
      },
    );
    fc.assert(
      fc.property(histories, (history) => {
        const total = history.reduce((sum, [, orders]) => sum + orders, 0);
        const from = (first: number) =>
          history.filter(([day]) => day >= first).reduce((sum, [, orders]) => sum + orders, 0);
        const cut = cutOf(new Map(history));
        if (cut === undefined) {
          // Only the first day has enough behind it.
          const second = history.map(([day]) => day).sort((a, b) => a - b)[1] ?? Infinity;
          expect(from(second) * 5 < total || total === 0).toBe(true);
          return;
        }
        expect(from(cut) * 5).toBeGreaterThanOrEqual(total);
        expect(from(cut + 1) * 5).toBeLessThan(total);
        expect(from(cut)).toBeLessThan(total);
      }),
    );
  });
});

describe('what is held out', () => {
  const events = [
    ...order('old-a', 'a', 20).fulfilled().events,
    ...order('old-b', 'b', 20).fulfilled().events,
    ...order('old-c', 'c', 19).fulfilled().events,
    ...order('old-d', 'd', 19).fulfilled().events,
    ...order('new-a', 'a', 2).fulfilled().events,
    // Given back, never taken, quarantined, and never there before.
    ...order('new-b', 'b', 2).fulfilled().refunded().events,
    ...order('new-c', 'c', 2).cancelled().events,
    ...order('new-d', 'd', 2).fulfilled().events,
    ...order('new-e', 'e', 2).fulfilled().events,
    quarantined('d'),
  ];

  test('are orders taken home, of accounts that came before and after', () => {
    expect(drained(holdOutOf(fold(events)))).toEqual({
      cut: dayAgo(2),
      before: 3,
      after: 2,
      returned: ['a'],
    });
  });

  test('goes by the hand-over: what was placed before the cut and taken after it is held out', () => {
    const late = order('late', 'b', 3).fulfilled({ at: daysAgo(2) }).events;
    const heldOut = drained(holdOutOf(fold([...events, ...late])));
    expect(heldOut).toMatchObject({ cut: dayAgo(2), after: 3, returned: ['a', 'b'] });
    const taken = takenFrom(fold([...events, ...late]), ['a', 'b', 'c', 'nobody'], dayAgo(2));
    expect([...taken].map(([account, items]) => [account, ...items])).toEqual([
      ['a', 'item-of-new-a'],
      ['b', 'item-of-late'],
      ['c'],
      ['nobody'],
    ]);
  });

  test('an order of many lines is one order', () => {
    const large = anOrder('large').by('a').of('x').of('y').of('z').placedAt(daysAgo(2)).fulfilled().events;
    expect(drained(holdOutOf(fold([...events, ...large])))).toMatchObject({ before: 3, after: 3 });
  });
});
