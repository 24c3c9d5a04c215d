import type { Change } from '../../contracts/http/blame.ts';
import type { RelishEvent } from '../../contracts/events.ts';
import { isStatement } from '../replay/held-events.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import { saidIn } from './log-outline.ts';
import type { Look } from './look-at.ts';

/** Rivals that are named. */
const NAMED = 5;

/** An item as people know it. */
export const namedItem = ({ items, catalogue }: RecommenderState, itemId: string) => {
  const item = items.find(itemId);
  const name = item === undefined ? undefined : catalogue.nameOf(item);
  return { itemId, ...(name !== undefined && { name }) };
};

const kindOf = (event: RelishEvent, before: Look, after: Look): Change['kind'] => {
  if (!isStatement(event)) return 'act';
  if (before.stand.day !== after.stand.day) return 'day';
  return event.type.startsWith('item.') ? 'stock' : 'order';
};

/** What the event is about. `state` is that of the answer. */
const subjectOf = ({ data }: RelishEvent, state: RecommenderState): Partial<Change> => {
  const accountId = 'accountId' in data ? data.accountId : undefined;
  const account = accountId === undefined ? undefined : state.accounts.find(accountId);
  return {
    ...(accountId !== undefined && { accountId }),
    ...(account !== undefined && { standing: state.tally.standing(account) }),
    ...('orderId' in data && { orderId: data.orderId }),
    ...('itemId' in data && { item: namedItem(state, data.itemId) }),
  };
};

/** One event that changed where an item stands. @param state of the answer, for names and standings */
export const describeChange = (
  event: RelishEvent,
  before: Look,
  after: Look,
  state: RecommenderState,
): Change => {
  // An item without a place has nobody ahead of it, and so passed nobody.
  const isPlaced = before.stand.rank !== undefined && after.stand.rank !== undefined;
  const onlyIn = (one: Look, other: Look) =>
    isPlaced
      ? one.ahead
          .filter((itemId) => !other.ahead.includes(itemId))
          .slice(-NAMED)
          .map((itemId) => namedItem(state, itemId))
      : [];
  return {
    position: after.stand.position,
    time: event.time,
    type: event.type,
    kind: kindOf(event, before, after),
    before: before.stand,
    after: after.stand,
    passed: onlyIn(before, after),
    passedBy: onlyIn(after, before),
    established: { before: before.established, after: after.established },
    ...subjectOf(event, state),
    ...saidIn(event),
  };
};
