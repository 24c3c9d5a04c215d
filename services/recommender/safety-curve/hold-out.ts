import type { RecommenderState } from '../replay/recommender-state.ts';
import { NEVER } from '../votes/event-time.ts';

/** At least one order in so many is held out: the latest ones. */
const ONE_IN = 5;
/** So many accounts are looked at before others get the thread. */
const SLICE = 200;

/** A history cut in two: orders handed over on day `cut` (since 1970 UTC) or later are held out. */
export interface HoldOut {
  readonly cut: number;
  /** Orders that were taken home on either side. */
  readonly before: number;
  readonly after: number;
  /** Accounts that took something home on both sides. */
  readonly returned: readonly string[];
}

/**
 * The latest day so that the orders taken home on it and later are at least a fifth of all; undefined where none
 * would be left before it. Whole days: what votes are made of has no finer time.
 * @param orders taken home, by day
 */
export const cutOf = (orders: ReadonlyMap<number, number>): number | undefined => {
  const days = [...orders.keys()].sort((a, b) => b - a);
  const total = [...orders.values()].reduce((sum, count) => sum + count, 0);
  let held = 0;
  for (const day of days) {
    held += orders.get(day) ?? 0;
    if (held * ONE_IN >= total) return held < total ? day : undefined;
  }
  return undefined;
};

/** Calls `visit(item, day, order)` for what an account took home and didn't give back; for nobody in quarantine. */
const visitTaken = (
  { book }: RecommenderState,
  account: number,
  visit: (item: number, day: number, order: number) => void,
): void => {
  if (book.isQuarantined(account)) return;
  book.visitTaken(account, NEVER, (item, _minute, day, order) => {
    visit(item, day, order);
  });
};

function* ordersByDay(state: RecommenderState): Generator<undefined, ReadonlyMap<number, number>> {
  const orders = new Map<number, number>();
  for (let account = 0; account < state.accounts.size; account++) {
    let last = -1;
    visitTaken(state, account, (_item, day, order) => {
      if (order !== last) orders.set(day, (orders.get(day) ?? 0) + 1);
      last = order;
    });
    if (account % SLICE === SLICE - 1) yield;
  }
  return orders;
}

function* returnedAfter(state: RecommenderState, cut: number): Generator<undefined, readonly string[]> {
  const returned: string[] = [];
  for (let account = 0; account < state.accounts.size; account++) {
    let [isBefore, isAfter] = [false, false];
    visitTaken(state, account, (_item, day) => {
      if (day < cut) isBefore = true;
      else isAfter = true;
    });
    if (isBefore && isAfter) returned.push(state.accounts.nameOf(account));
    if (account % SLICE === SLICE - 1) yield;
  }
  return returned;
}

/**
 * Cuts the history of a state that nobody else changes by time, and yields wherever somebody else may have the
 * thread. Undefined where all that was taken home was taken on too few days to be cut.
 */
export function* holdOutOf(state: RecommenderState): Generator<undefined, HoldOut | undefined> {
  const orders = yield* ordersByDay(state);
  const cut = cutOf(orders);
  if (cut === undefined) return undefined;
  let [before, after] = [0, 0];
  for (const [day, count] of orders) {
    if (day < cut) before += count;
    else after += count;
  }
  return { cut, before, after, returned: yield* returnedAfter(state, cut) };
}

/** By account: what it took home on day `cut` or later, and did not give back. */
export const takenFrom = (
  state: RecommenderState,
  accountIds: readonly string[],
  cut: number,
): ReadonlyMap<string, ReadonlySet<string>> =>
  new Map(
    accountIds.map((accountId) => {
      const taken = new Set<string>();
      const account = state.accounts.find(accountId);
      if (account !== undefined)
        visitTaken(state, account, (item, day) => {
          if (day >= cut) taken.add(state.items.nameOf(item));
        });
      return [accountId, taken];
    }),
  );
