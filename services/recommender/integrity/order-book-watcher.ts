import type { DayList } from './account-facts.ts';
import type { Fact } from './settlement.ts';

/** Hears what becomes of orders: for dashboards and for what filters read. */
export interface OrderBookWatcher {
  /** Units of an item on a placed order, whatever becomes of it: what a naive recommender counts. */
  unitsPlaced(item: number, minute: number, units: number): void;
  /**
   * `minute`: of the placement, since 1970 UTC. `from` is an Outcome, or negative the first time; `to` is one, or
   * negative where a placement heard later dates the order earlier: it is told anew at that minute then.
   */
  lineMoved(item: number, minute: number, from: number, to: number): void;
  orderMoved(minute: number, from: number, to: number): void;
  /** An order is known to be placed at a minute, for the first time or at an earlier one than heard before. */
  orderDated(order: number, account: number, minute: number): void;
  /** Something was said about an account's order that was not said before. */
  factLearned(account: number, fact: Fact): void;
  /** An order of the account counts as such on a day (days since 1970 UTC), or with −1 it does no longer. */
  orderCounted(account: number, list: DayList, day: number, by: 1 | -1): void;
}
