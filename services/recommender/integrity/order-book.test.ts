import { describe, expect, test } from '@jest/globals';
import { aBook, CHIPS, DAY, daysOf, DOG, ME, MINUTE, whole } from '../../../test/builders/a-book.ts';
import { CANCELLED, type Ending, EXPIRED, REFUNDED } from './settlement.ts';

const OTHER = 1;

describe('an order', () => {
  test('counts once it was placed and handed over, whichever is heard first', () => {
    for (const isPlacedFirst of [true, false]) {
      const { book, ballots, lines, orders } = aBook();
      if (isPlacedFirst) book.place('o', ME, MINUTE, whole(DOG));
      expect(ballots.has(ME, DOG)).toBe(false);
      book.fulfil('o', ME, DAY, undefined);
      if (!isPlacedFirst) book.place('o', ME, MINUTE, whole(DOG));
      expect(ballots.has(ME, DOG)).toBe(true);
      expect([lines(), orders()]).toEqual([{ counted: 1 }, { counted: 1 }]);
    }
  });

  test.each([
    ['cancelled', CANCELLED],
    ['expired', EXPIRED],
    ['refunded', REFUNDED],
  ] as const)('that was %s is no signal, whatever else is said of it', (name, fact: Ending) => {
    const { book, ballots, lines, orders } = aBook();
    book.place('o', ME, MINUTE, whole(DOG, CHIPS));
    book.withdraw('o', ME, fact, MINUTE, undefined);
    book.fulfil('o', ME, DAY, undefined);
    book.fulfil('o', ME, DAY, [{ item: DOG, quantity: 1 }]);
    expect(ballots.has(ME, DOG)).toBe(false);
    expect(ballots.dayCount.data[ME]).toBe(0);
    expect([lines(), orders()]).toEqual([{ [name]: 2 }, { [name]: 1 }]);
  });

  test('counts for the earliest day on which it was handed over', () => {
    const { book, ballots } = aBook();
    book.place('o', ME, MINUTE, whole(DOG));
    for (const day of [DAY + 3, DAY + 1, DAY + 2]) book.fulfil('o', ME, day, undefined);
    expect(ballots.days.oldest(ballots.accountDays.data[ME]!)).toBe(DAY + 1);
    expect(daysOf(ballots, ME, DOG)).toBe(1);
  });

  test('counts on any day, the last one of 1969 too', () => {
    for (const day of [-719_528, -2, -1, 0, 1]) {
      const { book, ballots } = aBook();
      book.place('o', ME, day * 1_440, whole(DOG));
      book.fulfil('o', ME, day, undefined);
      expect(ballots.has(ME, DOG)).toBe(true);
      book.withdraw('o', ME, REFUNDED, MINUTE, undefined);
      expect(ballots.has(ME, DOG)).toBe(false);
    }
  });

  test('belongs to the account that its events name: what others say of it is another order', () => {
    const { book, ballots, lines } = aBook();
    book.place('o', ME, MINUTE, whole(DOG));
    book.fulfil('o', ME, DAY, undefined);
    book.withdraw('o', OTHER, CANCELLED, MINUTE, undefined);
    book.withdraw('o', OTHER, REFUNDED, MINUTE, [{ item: DOG, quantity: undefined }]);
    book.place('o', OTHER, MINUTE, whole(DOG, CHIPS));
    expect(ballots.has(ME, DOG)).toBe(true);
    expect(ballots.has(OTHER, DOG)).toBe(false);
    expect(lines()).toEqual({ counted: 1, cancelled: 2 });
    expect(book.size).toBe(2);
  });

  test('does not count twice on a day, and another line takes the place of one that is gone', () => {
    const { book, ballots, lines } = aBook();
    for (const order of ['o-1', 'o-2', 'o-3']) {
      book.place(order, ME, MINUTE, whole(DOG));
      book.fulfil(order, ME, DAY, undefined);
    }
    expect(lines()).toEqual({ counted: 1, repeated: 2 });
    book.withdraw('o-1', ME, REFUNDED, MINUTE, undefined);
    expect(lines()).toEqual({ counted: 1, repeated: 1, refunded: 1 });
    expect(daysOf(ballots, ME, DOG)).toBe(1);
    book.withdraw('o-3', ME, REFUNDED, MINUTE, undefined);
    book.withdraw('o-2', ME, REFUNDED, MINUTE, undefined);
    expect(lines()).toEqual({ refunded: 3 });
    expect(ballots.has(ME, DOG)).toBe(false);
  });
});

describe('parts of an order', () => {
  const settled = (placed: number, taken: number | 'all', ...withdrawn: (number | undefined)[]): string => {
    const { book, lines } = aBook();
    book.place('o', ME, MINUTE, [{ item: DOG, quantity: placed }]);
    if (taken === 'all') book.fulfil('o', ME, DAY, undefined);
    else if (taken > 0) book.fulfil('o', ME, DAY, [{ item: DOG, quantity: taken }]);
    for (const quantity of withdrawn) book.withdraw('o', ME, REFUNDED, MINUTE, [{ item: DOG, quantity }]);
    return Object.keys(lines()).join();
  };

  test.each([
    [3, 'all', [1], 'counted'],
    [3, 'all', [1, 1], 'counted'],
    [3, 'all', [1, 1, 1], 'refunded'],
    [3, 'all', [undefined], 'refunded'],
    [3, 1, [], 'counted'],
    [3, 1, [1], 'open'],
    [3, 1, [3], 'refunded'],
    [3, 0, [1], 'open'],
    [3, 9, [2], 'counted'],
    [3, 9, [3], 'refunded'],
  ] as const)('%p placed, %p handed over, %p refunded: %s', (placed, taken, refunded, outcome) => {
    expect(settled(placed, taken, ...refunded)).toBe(outcome);
  });

  test('count nothing that was never ordered', () => {
    const { book, ballots } = aBook();
    book.fulfil('o', ME, DAY, [{ item: CHIPS, quantity: 5 }]);
    expect(ballots.has(ME, CHIPS)).toBe(true);
    book.place('o', ME, MINUTE, whole(DOG));
    expect(ballots.has(ME, CHIPS)).toBe(false);
  });

  test('of one item on several lines of a placement are one line', () => {
    const { book, units, lines } = aBook();
    book.place('o', ME, MINUTE, [
      { item: DOG, quantity: 2 },
      { item: CHIPS, quantity: 1 },
      { item: DOG, quantity: 3 },
    ]);
    book.fulfil('o', ME, DAY, undefined);
    expect(lines()).toEqual({ counted: 2 });
    expect([...units]).toEqual([
      [DOG, 5],
      [CHIPS, 1],
    ]);
  });

  test('of an order that was placed twice are those of the larger placement, whichever is heard first', () => {
    for (const quantities of [
      [3, 1],
      [1, 3],
    ]) {
      const { book, units, lines } = aBook();
      for (const quantity of quantities) book.place('o', ME, MINUTE, [{ item: DOG, quantity }]);
      book.fulfil('o', ME, DAY, undefined);
      book.withdraw('o', ME, REFUNDED, MINUTE, [{ item: DOG, quantity: 2 }]);
      expect([units.get(DOG), lines()]).toEqual([3, { counted: 1 }]);
    }
  });

  test('of an order that grows with every event are one line an item', () => {
    const { book, ballots, lines, units } = aBook();
    const items = Array.from({ length: 200 }, (_, index) => index);
    const some = (from: number) => items.slice(from, from + 70).map((item) => ({ item, quantity: 1 }));
    for (const from of [0, 50, 20, 130, 100, 0]) book.place('o', ME, MINUTE, some(from));
    book.fulfil('o', ME, DAY, [{ item: 3, quantity: 1 }]);
    expect([lines(), units.size]).toEqual([{ counted: 1, open: 199 }, 200]);
    book.fulfil('o', ME, DAY, undefined);
    book.withdraw('o', ME, REFUNDED, MINUTE, [{ item: 0, quantity: 1 }]);
    expect(lines()).toEqual({ counted: 199, refunded: 1 });
    expect(items.filter((item) => ballots.has(ME, item))).toEqual(items.slice(1));
  });

  test('of any size stay within an integer', () => {
    const { book, ballots, units } = aBook();
    const many = Array.from({ length: 2_000 }, () => ({ item: DOG, quantity: 1_000_000 }));
    book.place('o', ME, MINUTE, many);
    for (let round = 0; round < 3; round++) book.fulfil('o', ME, DAY, many);
    expect(ballots.has(ME, DOG)).toBe(true);
    expect(units.get(DOG)).toBe(1_000_000_000);
    book.withdraw('o', ME, REFUNDED, MINUTE, [{ item: DOG, quantity: undefined }]);
    expect(ballots.has(ME, DOG)).toBe(false);
  });
});
