import { OUTCOME } from '../../integrity/settlement.ts';
import { mayBeLearntFrom } from '../../models/training-set.ts';
import type { RecommenderState } from '../../replay/recommender-state.ts';

const DAYS = 7;
/** Orders whose lines are read, at most; beyond that every so-manieth. */
const MOST_ORDERS = 20_000;
/** Others have the thread after so many orders that are looked at, and lines that are read. */
const SLICE = 10_000;
const LINES = 2_000;

/** The items that each account took home. */
export type Taken = ReadonlyMap<number, ReadonlySet<number>>;

function* ordersToLearnFrom(state: RecommenderState): Generator<undefined, readonly number[]> {
  const { days, book, today = 0 } = state;
  const found: number[] = [];
  let looked = 0;
  for (let day = today - DAYS + 1; day <= today; day++) {
    for (const order of days.on(day)) {
      if (mayBeLearntFrom(state, book.accountOf(order))) found.push(order);
      if (++looked % SLICE === 0) yield;
    }
  }
  return found;
}

/**
 * What was taken home in the last week, by the day of the order, in the unit of a training set: what a model was or will
 * be trained from, and no other. So only accounts count that may be learnt from (established, trusted as peers, past their
 * probation); orders that were never fetched don't; and an account counts once for an item, however often it takes it.
 * Newcomers, in whatever number, and whoever places and cancels, move nothing here, neither to make a business look like
 * another one nor to hide that it is; established accounts can, as far as many of them are worth (`businessIn`).
 */
export function* takenLately(state: RecommenderState): Generator<undefined, Taken> {
  const orders = yield* ordersToLearnFrom(state);
  const step = Math.ceil(orders.length / MOST_ORDERS);
  const taken = new Map<number, Set<number>>();
  let lines = 0;
  for (let at = 0; at < orders.length; at += step) {
    const account = state.book.accountOf(orders[at]!);
    state.book.visitLines(orders[at]!, (item, _units, outcome) => {
      lines++;
      if (outcome !== OUTCOME.counted) return;
      const items = taken.get(account);
      if (items) items.add(item);
      else taken.set(account, new Set([item]));
    });
    if (lines < LINES) continue;
    lines = 0;
    yield;
  }
  return taken;
}
