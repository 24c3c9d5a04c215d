import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { aBook, CHIPS, DAY, daysOf, DOG, ME, MINUTE, whole } from '../../../test/builders/a-book.ts';
import { CANCELLED, EXPIRED, FULFILLED, PLACED, REFUNDED } from './settlement.ts';

describe('the watcher of an order book', () => {
  test('hears each fact about an order once, and placed units only as they grow', () => {
    const { book, facts, units } = aBook();
    for (let round = 0; round < 3; round++) {
      book.place('o', ME, MINUTE, [{ item: DOG, quantity: 2 }]);
      book.fulfil('o', ME, DAY, undefined);
    }
    book.place('o', ME, MINUTE, [{ item: DOG, quantity: 3 }]);
    expect(facts).toEqual([
      [ME, PLACED],
      [ME, FULFILLED],
    ]);
    expect(units.get(DOG)).toBe(3);
  });

  test('has an order at the earliest of its placements, whichever is heard first', () => {
    for (const minutes of [
      [MINUTE, MINUTE - 2_000],
      [MINUTE - 2_000, MINUTE],
    ]) {
      const { book, dated, lines, orders, units } = aBook();
      for (const minute of minutes) book.place('o', ME, minute, whole(DOG, CHIPS));
      expect([...dated]).toEqual([[0, MINUTE - 2_000]]);
      expect([book.minuteOf(0), lines(), orders()]).toEqual([MINUTE - 2_000, { open: 2 }, { open: 1 }]);
      expect([...units.values()]).toEqual([1, 1]);
    }
  });

  test('lets an account be counted anew when what it took home turns out to be placed, or placed earlier', () => {
    const { book, ballots } = aBook();
    book.fulfil('o', ME, DAY, [{ item: DOG, quantity: 1 }]);
    for (const minute of [MINUTE, MINUTE - 5]) {
      ballots.takeDirty();
      book.place('o', ME, minute, whole(DOG));
      expect(ballots.takeDirty()).toEqual([ME]);
    }
  });

  test('sees quarantined lines as such, and as they were once they are back', () => {
    const { book, lines, ballots } = aBook();
    book.place('o-1', ME, MINUTE, whole(DOG, CHIPS));
    book.fulfil('o-1', ME, DAY, undefined);
    book.place('o-2', ME, MINUTE, whole(DOG));
    book.setQuarantined(ME, true);
    expect(lines()).toEqual({ quarantined: 2, open: 1 });
    book.fulfil('o-2', ME, DAY, undefined);
    expect(lines()).toEqual({ quarantined: 3 });
    expect(ballots.has(ME, DOG)).toBe(true);
    book.setQuarantined(ME, false);
    expect(lines()).toEqual({ counted: 2, repeated: 1 });
  });

  const whats = ['place', 'place', 'fulfil', 'fulfil', CANCELLED, EXPIRED, REFUNDED, 'out', 'in'] as const;
  const statement = fc.record({
    what: fc.constantFrom(...whats),
    order: fc.nat(4).map(String),
    account: fc.nat(2),
    item: fc.nat(2),
    quantity: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
    day: fc.integer({ min: -2, max: 2 }),
    isWhole: fc.boolean(),
  });

  test('sees every placed line in exactly one outcome, and one counted for each day of a pair', () => {
    fc.assert(
      fc.property(fc.array(statement, { maxLength: 60, size: 'max' }), (statements) => {
        const { book, ballots, lines, orders } = aBook();
        const placedLines = new Set<string>();
        const placedOrders = new Set<string>();
        const out = new Set<number>();
        for (const { what, order, account, item, quantity, day, isWhole } of statements) {
          const parts = isWhole ? undefined : [{ item, quantity }];
          if (what === 'place') {
            book.place(order, account, day * 1_440, whole(item));
            placedLines.add(`${order}/${account}/${item}`);
            placedOrders.add(`${order}/${account}`);
          } else if (what === 'fulfil') book.fulfil(order, account, day, parts);
          else if (what === 'out' || what === 'in') {
            book.setQuarantined(account, what === 'out');
            if (what === 'out') out.add(account);
            else out.delete(account);
          } else book.withdraw(order, account, what, MINUTE, parts);
        }
        const sum = (counts: Readonly<Record<string, number>>) =>
          Object.values(counts).reduce((all, one) => all + one, 0);
        expect(Object.values(lines()).every((count) => count > 0)).toBe(true);
        // A line that only a part was said of is shown once its order was placed: as open, for it wasn't ordered.
        expect(sum(lines())).toBeGreaterThanOrEqual(placedLines.size);
        expect(sum(orders())).toBe(placedOrders.size);
        const days = [0, 1, 2].flatMap((account) =>
          out.has(account) ? [] : [0, 1, 2].map((item) => daysOf(ballots, account, item)),
        );
        expect(lines()['counted'] ?? 0).toBeLessThanOrEqual(days.reduce((all, one) => all + one, 0));
      }),
      { numRuns: 300 },
    );
  });
});
