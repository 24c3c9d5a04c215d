import type { OrderBook } from './order-book.ts';
import type { Profile } from './profile.ts';

/** How many of an account's orders were for an item, whatever became of them: a walk through all of them. */
export const placedLinesOf = (book: OrderBook, account: number): Profile['placed'] => {
  const lines = new Map<number, number>();
  book.visitOrdersOf(account, (order) => {
    book.visitLines(order, (item, units) => {
      if (units > 0) lines.set(item, (lines.get(item) ?? 0) + 1);
    });
    return true;
  });
  return Array.from(lines, ([item, count]) => ({ item, lines: count }));
};
