import type { AccountFacts } from '../integrity/account-facts.ts';
import type { OrderBookWatcher } from '../integrity/order-book-watcher.ts';
import type { OrderDays } from '../integrity/order-days.ts';
import type { Overview } from '../overview/overview.ts';
import type { Ballots } from '../votes/ballots.ts';
import { dayOfMinute } from '../votes/event-time.ts';

interface Hearers {
  readonly days: OrderDays;
  readonly facts: AccountFacts;
  readonly overview: Overview;
  readonly ballots: Ballots;
}

/** Passes on what the order book tells. */
export const createOrderWatcher = ({ days, facts, overview, ballots }: Hearers): OrderBookWatcher => ({
  unitsPlaced: (item, minute, units) => {
    days.touch(dayOfMinute(minute));
    overview.unitsPlaced(item, minute, units);
  },
  lineMoved: (item, minute, from, to) => {
    days.touch(dayOfMinute(minute));
    overview.lineMoved(item, minute, from, to);
  },
  orderMoved: (minute, from, to) => {
    days.touch(dayOfMinute(minute));
    overview.orderMoved(minute, from, to);
  },
  orderDated: (order, account, minute) => {
    days.note(order, account, dayOfMinute(minute));
  },
  factLearned: (account, fact) => {
    facts.learn(account, fact);
  },
  orderCounted: (account, list, day, by) => {
    facts.count(account, list, day, by);
    // What it never fetched may hold its rise back; an account that took nothing home has none.
    const isUnfetched = (list !== 'placed' && list !== 'taken') || facts.hasUnfetched(account);
    if (isUnfetched && ballots.hasDays(account)) ballots.touch(account);
  },
});
