import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  aPlaceCommand,
  aStand,
  anItem,
  listed,
  type StandScenario,
} from '../../../test/builders/ordering.ts';
import type { StandFact } from './stand-events.ts';
import type { StandCommand } from './stand-command.ts';
import { stockOn } from './stand-state.ts';
import { leftOf } from './stock.ts';

const ITEMS = ['dog-1', 'dog-2', 'dog-3'];
const ACCOUNTS = ['a-1', 'a-2', 'a-3'];
const DAILY_STOCK = 4;
const HOLD_LIMIT = 5;
const START = Date.parse('2026-11-20T18:00:00Z');

/** What the facts say, counted from the facts alone, in the plainest way. */
interface Book {
  readonly orders: Map<string, { account: string; day: string; status: string; lines: Map<string, number> }>;
  readonly restocked: Map<string, number>;
}

const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

const write = (book: Book, fact: StandFact, day: string): void => {
  const { data } = fact;
  if (fact.type === 'order.placed') {
    const lines = new Map(fact.data.lines.map(({ itemId, quantity }) => [itemId, quantity]));
    book.orders.set(fact.data.orderId, { account: fact.data.accountId, day, status: 'placed', lines });
  } else if ('orderId' in data) {
    const order = book.orders.get(data.orderId);
    if (order) order.status = fact.type.replace('order.', '');
  } else if (fact.type === 'item.restocked') {
    const key = `${data.itemId} ${day}`;
    book.restocked.set(key, (book.restocked.get(key) ?? 0) + (fact.data.quantity ?? 0));
  }
};

const units = (
  book: Book,
  counts: (order: { account: string; day: string; status: string }) => boolean,
  item?: string,
) =>
  [...book.orders.values()]
    .filter(counts)
    .flatMap(({ lines }) => [...lines].filter(([itemId]) => item === undefined || itemId === item))
    .reduce((sum, [, quantity]) => sum + quantity, 0);

interface Step {
  readonly minutes: number;
  readonly act: 'place' | 'cancel' | 'fulfil' | 'expire' | 'refund' | 'restock' | 'tick';
  readonly item: string;
  readonly account: string;
  readonly order: number;
  readonly quantity: number;
}

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    minutes: fc.oneof(
      { weight: 9, arbitrary: fc.nat(20) },
      { weight: 1, arbitrary: fc.integer({ min: 200, max: 2_000 }) },
    ),
    act: fc.oneof(
      { weight: 5, arbitrary: fc.constant('place' as const) },
      {
        weight: 6,
        arbitrary: fc.constantFrom('cancel', 'fulfil', 'fulfil', 'expire', 'refund', 'restock', 'tick'),
      },
    ),
    item: fc.constantFrom(...ITEMS),
    account: fc.constantFrom(...ACCOUNTS),
    order: fc.nat(15),
    quantity: fc.integer({ min: 1, max: 4 }),
  }),
  { maxLength: 60 },
);

const toCommand = ({ act, item, account, order, quantity }: Step, placedBefore: number): StandCommand => {
  const orderId = `o-${placedBefore - 1 - order}`;
  switch (act) {
    case 'place': {
      const others = ITEMS.filter((_, index) => (order >> index) & 1).map((itemId) => ({
        itemId,
        quantity: 1,
      }));
      return aPlaceCommand(`o-${placedBefore}`, {
        accountId: account,
        lines: [{ itemId: item, quantity }, ...others],
      });
    }
    case 'cancel':
      return { type: act, orderId, accountId: account };
    case 'restock':
      return { type: act, itemId: item, quantity };
    case 'tick':
      return { type: act };
    case 'fulfil':
    case 'expire':
    case 'refund':
      return { type: act, orderId };
  }
};

const stockOf = ({ state }: StandScenario, itemId: string, day: string) => {
  const item = state.items.get(itemId);
  if (!item) throw new Error(`${itemId} is not listed`);
  return { ...stockOn(item, day), said: item.saidSoldOut };
};

const checkItem = (stand: StandScenario, book: Book, itemId: string, day: string): void => {
  const stock = stockOf(stand, itemId, day);
  const made = DAILY_STOCK + (book.restocked.get(`${itemId} ${day}`) ?? 0);
  const held = units(book, (order) => order.day === day && order.status === 'placed', itemId);
  const sold = units(
    book,
    (order) => order.day === day && ['fulfilled', 'refunded'].includes(order.status),
    itemId,
  );
  expect({ made: stock.made, held: stock.held, sold: stock.sold }).toEqual({ made, held, sold });
  expect(leftOf(stock)).toBe(made - held - sold);
  expect(leftOf(stock)).toBeGreaterThanOrEqual(0);
};

const snapshot = ({ state: { today, items, orders, waiting, heldBy, requests } }: StandScenario): string =>
  JSON.stringify([today, [...items], [...orders], [...waiting], [...heldBy], [...requests]]);

describe('whatever is commanded', () => {
  test('sold + held + left = made for each item and day, and no account holds more than it may', () => {
    fc.assert(
      fc.property(steps, (walk) => {
        const stand = aStand({ holdLimit: HOLD_LIMIT });
        stand.given(
          '2026-11-20T09:00:00Z',
          ...ITEMS.map((id) => listed(anItem(id, { dailyStock: DAILY_STOCK }))),
        );
        const book: Book = { orders: new Map(), restocked: new Map() };
        let now = START;
        for (const step of walk) {
          now += step.minutes * 60_000;
          const time = new Date(now).toISOString();
          const facts = stand.does(time, toCommand(step, book.orders.size));
          if (typeof facts !== 'string') for (const fact of facts) write(book, fact, dayOf(now));
          for (const itemId of ITEMS) checkItem(stand, book, itemId, dayOf(now));
          for (const account of ACCOUNTS) {
            const held = units(book, (order) => order.account === account && order.status === 'placed');
            expect(held).toBeLessThanOrEqual(HOLD_LIMIT);
            expect(stand.state.heldBy.get(account) ?? 0).toBe(held);
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  test('after a tick an item is said to be sold out exactly if every one made is sold', () => {
    fc.assert(
      fc.property(steps, (walk) => {
        const stand = aStand({ holdLimit: HOLD_LIMIT });
        stand.given(
          '2026-11-20T09:00:00Z',
          ...ITEMS.map((id) => listed(anItem(id, { dailyStock: DAILY_STOCK }))),
        );
        let now = START;
        for (const step of walk) {
          now += step.minutes * 60_000;
          const time = new Date(now).toISOString();
          stand.does(time, toCommand(step, stand.state.orders.size));
          stand.does(time, { type: 'tick' });
          for (const itemId of ITEMS) {
            const { said, sold, made } = stockOf(stand, itemId, dayOf(now));
            // Orders that the tick gave up may have freed food: the next one says so.
            if (stand.when(time, { type: 'tick' }).length === 0) expect(said).toBe(sold === made);
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  test('deciding changes nothing', () => {
    fc.assert(
      fc.property(steps, fc.nat(3_000), (walk, wait) => {
        const stand = aStand({ holdLimit: HOLD_LIMIT });
        stand.given(
          '2026-11-20T09:00:00Z',
          ...ITEMS.map((id) => listed(anItem(id, { dailyStock: DAILY_STOCK }))),
        );
        let now = START;
        for (const step of walk) {
          now += step.minutes * 60_000;
          const command = toCommand(step, stand.state.orders.size);
          const before = snapshot(stand);
          stand.when(new Date(now + wait * 60_000).toISOString(), command);
          expect(snapshot(stand)).toBe(before);
          stand.does(new Date(now).toISOString(), command);
        }
      }),
      { numRuns: 50 },
    );
  });
});
