import type { getOverview } from '../../contracts/http/overview.ts';
import type { QueryOf, ReplyOf } from '../../contracts/http/route.ts';
import { outcomes, OUTCOME } from '../integrity/settlement.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import { dayOfMinute } from '../votes/event-time.ts';
import type { Bucket, Counts, ItemCounts, Totals } from './bucket.ts';
import { HOUR_BUCKETS, MONTH_BUCKETS } from './overview.ts';

type Reply = ReplyOf<typeof getOverview>;

const windows = {
  hour: { length: HOUR_BUCKETS, millis: 60_000 },
  month: { length: MONTH_BUCKETS, millis: 86_400_000 },
} as const;

/** Cumulative counts at the end of each bucket: the total of all time, less what came after. */
const cumulative = (total: number, perBucket: readonly number[]): number[] => {
  let left = total;
  const ends = perBucket.toReversed().map((count) => {
    const end = left;
    left -= count;
    return end;
  });
  return ends.reverse();
};

const ordersOf = (buckets: readonly (Bucket | undefined)[]): Reply['orders'] => {
  const ended = (outcome: number) => buckets.map((bucket) => bucket?.orders[outcome] ?? 0);
  return {
    placed: buckets.map((bucket) => bucket?.orders.reduce((sum, count) => sum + count, 0) ?? 0),
    fulfilled: ended(OUTCOME.counted),
    cancelled: ended(OUTCOME.cancelled),
    expired: ended(OUTCOME.expired),
    refunded: ended(OUTCOME.refunded),
  };
};

const linesOf = (buckets: readonly (Bucket | undefined)[]): Reply['lines'] => {
  const lines = { counted: 0, open: 0, cancelled: 0, expired: 0, refunded: 0, repeated: 0, quarantined: 0 };
  for (const bucket of buckets) {
    for (const [index, outcome] of outcomes.entries()) lines[outcome] += bucket?.lines[index] ?? 0;
  }
  return lines;
};

/** The items that either count puts first, and so those between which the two differ. */
const topItems = ({ raw, counted }: Totals, limit: number): readonly number[] => {
  const rawTotal = Math.max(1, raw.sum());
  const countedTotal = Math.max(1, counted.sum());
  const share = (item: number) => Math.max(raw.of(item) / rawTotal, counted.of(item) / countedTotal);
  return Array.from({ length: raw.column.data.length }, (_, item) => item)
    .filter((item) => raw.of(item) > 0)
    .sort((a, b) => share(b) - share(a) || a - b)
    .slice(0, limit);
};

const sumOf = (counts: Counts): number => counts.sum();

/** Cumulative shares by item and in all, at the end of each bucket. */
const sharesOf = (
  { overview, items, catalogue }: RecommenderState,
  buckets: readonly (Bucket | undefined)[],
  limit: number,
): Pick<Reply, 'shares' | 'totals'> => {
  const series = (which: keyof ItemCounts, measure: (counts: Counts) => number) =>
    cumulative(
      measure(overview.totals[which]),
      buckets.map((bucket) => (bucket ? measure(bucket[which]) : 0)),
    );
  return {
    shares: topItems(overview.totals, limit).map((item) => {
      const name = catalogue.nameOf(item);
      const ofItem = (counts: Counts) => counts.of(item);
      return {
        itemId: items.nameOf(item),
        ...(name !== undefined && { name }),
        raw: series('raw', ofItem),
        counted: series('counted', ofItem),
      };
    }),
    totals: { raw: series('raw', sumOf), counted: series('counted', sumOf) },
  };
};

/** What came in, what counted, and whose share moved, over the window that ends with the latest order. */
export const describeOverview = (state: RecommenderState, query: QueryOf<typeof getOverview>): Reply => {
  const { overview } = state;
  const { length, millis } = windows[query.window];
  const kept = query.window === 'hour' ? overview.minutes : overview.days;
  const last = query.window === 'hour' ? overview.latestMinute : dayOfMinute(overview.latestMinute);
  const keys = Array.from({ length }, (_, index) => last - length + 1 + index);
  const buckets = keys.map((key) => kept.get(key));
  return {
    position: state.position,
    window: query.window,
    buckets: keys.map((key) => new Date(key * millis).toISOString()),
    orders: ordersOf(buckets),
    lines: linesOf(buckets),
    ...sharesOf(state, buckets, query.items),
  };
};
