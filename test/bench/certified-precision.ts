import type { RelishEvent } from '../../services/contracts/events.ts';
import type { Policy } from '../../services/recommender/integrity/policy.ts';
import { RecommenderState } from '../../services/recommender/replay/recommender-state.ts';
import { certifiedLists } from '../../services/recommender/safety-curve/certified-lists.ts';
import { figuresOf, meanFigures } from '../../services/recommender/safety-curve/list-figures.ts';
import type { Interaction } from './movielens.ts';

const TOP = 10;

const eventsOf = ({
  account: accountId,
  item: itemId,
  time: seconds,
}: Interaction): readonly RelishEvent[] => {
  const orderId = `${accountId}-${itemId}`;
  const time = new Date(seconds * 1_000).toISOString();
  const envelope = { specversion: '1.0', source: '/movielens', time } as const;
  return [
    {
      ...envelope,
      id: `${orderId}/placed`,
      type: 'order.placed',
      data: { orderId, accountId, lines: [{ itemId, quantity: 1 }] },
    },
    { ...envelope, id: `${orderId}/fulfilled`, type: 'order.fulfilled', data: { orderId, accountId } },
  ];
};

/** The state after the interactions, each an order that was taken home. */
export const stateOf = (interactions: readonly Interaction[], policy: Policy): RecommenderState => {
  const state = new RecommenderState(policy, {});
  const none = '0'.repeat(16);
  state.apply(interactions.flatMap(eventsOf), () => none, none);
  return state;
};

/**
 * Certified precision@10 of `peers`: the share of an account's list that is in its held-out items and stays
 * there against e hostile accounts, averaged over the accounts with held-out items, for each e.
 */
export const certifiedPrecision = (
  state: RecommenderState,
  heldOut: readonly Interaction[],
  budgets: readonly number[],
): readonly number[] => {
  const wanted = new Map<string, Set<string>>();
  for (const { account, item } of heldOut) wanted.set(account, (wanted.get(account) ?? new Set()).add(item));
  const figures = [...wanted].map(([accountId, liked]) =>
    figuresOf(certifiedLists(state, accountId, TOP).fresh, liked, TOP, budgets),
  );
  return meanFigures(figures, budgets).certified.map(({ precision }) => precision);
};
