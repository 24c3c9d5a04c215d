import { easeWeights } from '../../services/recommender/models/ease/ease-weights.ts';
import type { SettledOrder } from '../abuse/history/settled-orders.ts';
import { finish } from './trained-lists.ts';

const LAMBDA = 500;

/**
 * EASE^R over all accounts at once, every weight kept: what certifies nothing, to be compared with.
 * @returns scores of items by id, for what an account has had
 */
export const ease = (train: readonly SettledOrder[]): ((mine: readonly string[]) => Map<string, number>) => {
  const had = new Map<string, Set<string>>();
  for (const { accountId, items } of train) {
    const mine = had.get(accountId) ?? new Set<string>();
    had.set(accountId, mine);
    for (const itemId of items) mine.add(itemId);
  }
  const ids = [...new Set(train.flatMap(({ items }) => items))];
  const numberOf = new Map(ids.map((id, index) => [id, index]));
  const rows = [...had.values()].map((mine) =>
    [...mine].map((id) => numberOf.get(id)!).sort((a, b) => a - b),
  );
  const weightsOf = finish(easeWeights({ size: ids.length, rows }, LAMBDA));
  const made = new Map<string, Float64Array>();
  const weightsFrom = (id: string): Float64Array => {
    const known = made.get(id) ?? weightsOf(numberOf.get(id)!);
    made.set(id, known);
    return known;
  };
  return (mine) => {
    const scores = new Float64Array(ids.length);
    for (const id of mine) {
      for (const [item, weight] of weightsFrom(id).entries()) scores[item]! += weight;
    }
    return new Map(ids.map((id, index) => [id, scores[index]!]));
  };
};
