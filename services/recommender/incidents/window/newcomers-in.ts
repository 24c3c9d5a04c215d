import type { IncidentWindow } from '../../../contracts/incident-window.ts';
import { ONE } from '../../integrity/policy.ts';
import { newcomerCap } from '../../models/ranking.ts';
import type { RecommenderState } from '../../replay/recommender-state.ts';
import { NONE } from '../../votes/day-counts.ts';

/** Accounts whose first order is of the last so many days are fresh. */
const DAYS = 3;
const TOLD = 20;
/** Others have the thread after so many orders. */
const SLICE = 20_000;

function* freshNewcomers({
  days,
  book,
  tally,
  today = 0,
}: RecommenderState): Generator<undefined, ReadonlySet<number>> {
  const fresh = new Set<number>();
  for (let day = today - DAYS + 1; day <= today; day++) {
    for (const [index, order] of days.on(day).entries()) {
      if (index % SLICE === SLICE - 1) yield;
      const account = book.accountOf(order);
      const isFresh = (days.firstDayOf(account) ?? 0) > today - DAYS;
      if (isFresh && tally.poolsOf(account).includes('newcomers')) fresh.add(account);
    }
  }
  return fresh;
}

/** For which items accounts of the last days vote most, in votes, beside all newcomers and what may count of them. */
export function* newcomersIn(state: RecommenderState): Generator<undefined, IncidentWindow['newcomers']> {
  const { ballots, tally, items, policy } = state;
  const { pairs, firstOfAccount, nextOfAccount } = ballots;
  const found = new Map<number, { fresh: number; freshAccounts: number }>();
  for (const account of yield* freshNewcomers(state)) {
    for (let pair = firstOfAccount.data[account] ?? NONE; pair !== NONE; pair = nextOfAccount.data[pair]!) {
      const vote = tally.vote.data[pair]!;
      if (vote === 0) continue;
      const item = pairs.item.data[pair]!;
      const { fresh, freshAccounts } = found.get(item) ?? { fresh: 0, freshAccounts: 0 };
      found.set(item, { fresh: fresh + vote, freshAccounts: freshAccounts + 1 });
    }
  }
  return [...found]
    .sort(([a, one], [b, other]) => other.fresh - one.fresh || a - b)
    .slice(0, TOLD)
    .map(([item, { fresh, freshAccounts }]) => ({
      itemId: items.nameOf(item),
      fresh: fresh / ONE,
      all: tally.newcomers.data[item]! / ONE,
      cap: newcomerCap(tally.established.data[item]!, policy.newcomers) / ONE,
      freshAccounts,
    }));
}
