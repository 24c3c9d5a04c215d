import type { Policy } from '../../services/recommender/integrity/policy.ts';
import { certifiedLists } from '../../services/recommender/safety-curve/certified-lists.ts';
import { figuresOf, meanFigures } from '../../services/recommender/safety-curve/list-figures.ts';
import { meanOf } from '../../services/recommender/safety-curve/mean-of.ts';
import { ndcg } from '../../services/recommender/safety-curve/list-quality.ts';
import { stateOf } from './certified-precision.ts';
import type { Interaction } from './movielens.ts';
import type { RetailSplit } from './online-retail.ts';

const TOP = 10;
/** Hostile accounts against which certified precision is told. */
export const BUDGETS = [0, 1, 5, 10, 20, 50] as const;

export const hadBy = ({ train }: RetailSplit): ReadonlyMap<string, ReadonlySet<string>> => {
  const had = new Map<string, Set<string>>();
  for (const { accountId, items } of train) {
    const mine = had.get(accountId) ?? new Set<string>();
    had.set(accountId, mine);
    for (const itemId of items) mine.add(itemId);
  }
  return had;
};

/** The first time that an account took an item home. */
const interactionsOf = ({ train }: RetailSplit): readonly Interaction[] => {
  const first = new Map<string, Interaction>();
  for (const { accountId: account, items, time } of train) {
    for (const item of items) {
      const key = `${account}/${item}`;
      if (!first.has(key)) first.set(key, { account, item, time: Date.parse(time) / 1_000 });
    }
  }
  return [...first.values()];
};

/** Holds out the last training order of every account with three or more: to choose parameters by. */
export const validationOf = ({ train }: RetailSplit): RetailSplit => {
  const orders = new Map<string, RetailSplit['train'][number][]>();
  for (const order of train) orders.set(order.accountId, [...(orders.get(order.accountId) ?? []), order]);
  const held = [...orders.values()].flatMap((mine) =>
    mine.length < 3 ? [] : mine.toSorted((a, b) => (a.time < b.time ? -1 : 1)).slice(-1),
  );
  const isHeld = new Set(held);
  return {
    train: train.filter((order) => !isHeld.has(order)),
    test: new Map(held.map(({ accountId, items }) => [accountId, new Set(items)])),
  };
};

/** How well lists foretell what was held out: over all items, and over those that the account hadn't had. */
export const ndcgOf = (
  split: RetailSplit,
  lists: (
    accountId: string,
    mine: ReadonlySet<string>,
  ) => { readonly all: readonly string[]; readonly fresh: readonly string[] },
): { readonly all: number; readonly fresh: number } => {
  const had = hadBy(split);
  const figures = [...split.test].map(([accountId, wanted]) => {
    const mine = had.get(accountId) ?? new Set<string>();
    const { all, fresh } = lists(accountId, mine);
    const unseen = new Set([...wanted].filter((itemId) => !mine.has(itemId)));
    return { all: ndcg(all, wanted, TOP), fresh: unseen.size > 0 ? [ndcg(fresh, unseen, TOP)] : [] };
  });
  return { all: meanOf(figures.map(({ all }) => all)), fresh: meanOf(figures.flatMap(({ fresh }) => fresh)) };
};

/** The same of `peers` under a policy, and the certified precision of its lists against each of `BUDGETS`. */
export const peersFigures = (split: RetailSplit, policy: Policy) => {
  const state = stateOf(interactionsOf(split), policy);
  const lists = new Map(
    [...split.test.keys()].map((accountId) => [accountId, certifiedLists(state, accountId, TOP)]),
  );
  const namesIn = (accountId: string, kind: 'all' | 'fresh'): readonly string[] =>
    lists.get(accountId)?.[kind].map(({ itemId }) => itemId) ?? [];
  const certified = (kind: 'all' | 'fresh'): readonly number[] => {
    const figures = [...split.test].map(([accountId, wanted]) =>
      figuresOf(lists.get(accountId)?.[kind] ?? [], wanted, TOP, BUDGETS),
    );
    return meanFigures(figures, BUDGETS).certified.map(({ precision }) => precision);
  };
  return {
    ...ndcgOf(split, (accountId) => ({
      all: namesIn(accountId, 'all'),
      fresh: namesIn(accountId, 'fresh'),
    })),
    certified: { all: certified('all'), fresh: certified('fresh') },
  };
};
