import { type getTimeline, MAX_TIMELINE_DAYS, MAX_TIMELINE_ORDERS } from '../../contracts/http/accounts.ts';
import type { ReplyOf } from '../../contracts/http/route.ts';
import { outcomeName } from '../integrity/settlement.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import { dateOfDay, dayOfMinute } from '../votes/event-time.ts';
import { datedEvidence } from './describe-dated-evidence.ts';

type Timeline = ReplyOf<typeof getTimeline>;

const noOrders = () => ({ open: 0, fulfilled: 0, cancelled: 0, expired: 0, refunded: 0 });

/** Orders by day and outcome, of the last orders heard of. */
const countByDay = ({ book }: RecommenderState, account: number) => {
  const days = new Map<number, ReturnType<typeof noOrders>>();
  let visited = 0;
  let orders = 0;
  book.visitOrdersOf(account, (order) => {
    if (++visited > MAX_TIMELINE_ORDERS) return false;
    const minute = book.minuteOf(order);
    if (minute === undefined) return true;
    const day = dayOfMinute(minute);
    const counts = days.get(day) ?? noOrders();
    counts[outcomeName(book.outcomeOf(order))]++;
    days.set(day, counts);
    orders++;
    return true;
  });
  return { days, orders, isCapped: visited > MAX_TIMELINE_ORDERS };
};

/** What became of an account's orders, day by day, when it rises, and since when there is evidence. Bounded: `capped` says if something is left out. */
export const timelineOf = (state: RecommenderState, account: number): Timeline => {
  const { days, orders, isCapped } = countByDay(state, account);
  const sorted = [...days].sort(([a], [b]) => a - b);
  state.recount();
  const rise = state.tally.riseOf(account);
  return {
    position: state.position,
    accountId: state.accounts.nameOf(account),
    days: sorted.slice(-MAX_TIMELINE_DAYS).map(([day, counts]) => ({ day: dateOfDay(day), ...counts })),
    orders,
    capped: isCapped || sorted.length > MAX_TIMELINE_DAYS,
    ...(rise !== undefined && { establishedFrom: dateOfDay(rise) }),
    ...datedEvidence(state, account),
  };
};
