import { OrderBook } from '../../services/recommender/integrity/order-book.ts';
import type { Part } from '../../services/recommender/integrity/part.ts';
import { outcomes } from '../../services/recommender/integrity/settlement.ts';
import { Ballots } from '../../services/recommender/votes/ballots.ts';

export const DAY = 20_000;
export const MINUTE = DAY * 1_440;
export const ME = 0;
export const DOG = 0;
export const CHIPS = 1;

/** One unit of each item. */
export const whole = (...items: readonly number[]): Part[] => items.map((item) => ({ item, quantity: 1 }));

/** A book with what its watcher heard, as it stands now. */
export const aBook = () => {
  const ballots = new Ballots();
  const units = new Map<number, number>();
  const facts: [number, number][] = [];
  const dated = new Map<number, number>();
  const lines = outcomes.map(() => 0);
  const orders = outcomes.map(() => 0);
  const book = new OrderBook(ballots, {
    unitsPlaced: (item, _, placed) => units.set(item, (units.get(item) ?? 0) + placed),
    lineMoved: (_, __, from, to) => {
      if (from >= 0) lines[from]!--;
      if (to >= 0) lines[to]!++;
    },
    orderMoved: (_, from, to) => {
      if (from >= 0) orders[from]!--;
      if (to >= 0) orders[to]!++;
    },
    orderDated: (order, _, minute) => dated.set(order, minute),
    factLearned: (account, fact) => facts.push([account, fact]),
    orderCounted: () => undefined,
  });
  const of = (counts: readonly number[]): Readonly<Record<string, number>> => {
    const entries = outcomes.map((name, index) => [name, counts[index]!] as const);
    return Object.fromEntries(entries.filter(([, count]) => count !== 0));
  };
  return { book, ballots, units, facts, dated, lines: () => of(lines), orders: () => of(orders) };
};

/** On how many days the account has credit for the item. */
export const daysOf = (ballots: Ballots, account: number, item: number): number =>
  ballots.has(account, item)
    ? ballots.days.size(ballots.pairDays.data[ballots.pairs.find(account, item)]!)
    : 0;
