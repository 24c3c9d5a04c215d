import type { OrderStatus, StandOrder } from '../stand/stand-state.ts';
import { createSortedNumbers, type SortedNumbers } from './sorted-numbers.ts';

export interface OrderScope {
  /** Of one account; of all if undefined. */
  readonly accountId?: string | undefined;
  readonly status?: OrderStatus | undefined;
}

/** Sequence numbers of orders by account and by status. */
export interface OrderIndex {
  add(order: StandOrder): void;
  /** Moves an order from the status it had to the one it has. */
  move(order: StandOrder, from: OrderStatus): void;
  /** The smallest list that holds all of a scope: an account's still needs a look at the status. */
  candidates(scope: OrderScope): SortedNumbers;
}

const listOf = <Key>(lists: Map<Key, SortedNumbers>, key: Key): SortedNumbers => {
  const list = lists.get(key) ?? createSortedNumbers();
  lists.set(key, list);
  return list;
};

const NONE = createSortedNumbers();

export const createOrderIndex = (): OrderIndex => {
  const everything = createSortedNumbers();
  const byAccount = new Map<string, SortedNumbers>();
  const byStatus = new Map<OrderStatus, SortedNumbers>();
  return {
    add({ sequence, accountId, status }) {
      everything.add(sequence);
      listOf(byAccount, accountId).add(sequence);
      listOf(byStatus, status).add(sequence);
    },
    move({ sequence, status }, from) {
      listOf(byStatus, from).remove(sequence);
      listOf(byStatus, status).add(sequence);
    },
    candidates({ accountId, status }) {
      if (accountId !== undefined) return byAccount.get(accountId) ?? NONE;
      return status === undefined ? everything : (byStatus.get(status) ?? NONE);
    },
  };
};
