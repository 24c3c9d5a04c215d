import type { IncidentWindow } from '../../../contracts/incident-window.ts';
import type { RecommenderState } from '../../replay/recommender-state.ts';

/** A week, against the four weeks before it. */
const RECENT_DAYS = 7;
const EARLIER_DAYS = 28;
/** Items that are told of each. */
const TOLD = 50;

/** Lines that counted, by item, on the days from `from` to `to`. */
const countedOn = ({ overview, items }: RecommenderState, from: number, to: number): Float64Array => {
  const counts = new Float64Array(items.size);
  for (let day = from; day <= to; day++) {
    const data = overview.days.get(day)?.counted.column.data;
    const length = Math.min(counts.length, data?.length ?? 0);
    for (let item = 0; item < length; item++) counts[item]! += data![item]!;
  }
  return counts;
};

const mostOf = (counts: Float64Array): readonly number[] =>
  Array.from(counts.keys())
    .filter((item) => counts[item]! > 0)
    .sort((a, b) => counts[b]! - counts[a]! || a - b)
    .slice(0, TOLD);

/** What was taken home in the last week and in the four weeks before, by the day of the order. */
export const ordersIn = (state: RecommenderState): IncidentWindow['orders'] => {
  const { today = 0, items } = state;
  const recent = countedOn(state, today - RECENT_DAYS + 1, today);
  const earlier = countedOn(state, today - RECENT_DAYS - EARLIER_DAYS + 1, today - RECENT_DAYS);
  const told = [...new Set([...mostOf(recent), ...mostOf(earlier)])];
  const linesOf = (counts: Float64Array) => ({
    lines: counts.reduce((sum, count) => sum + count, 0),
    items: told
      .filter((item) => counts[item]! > 0)
      .map((item) => ({ itemId: items.nameOf(item), lines: counts[item]! })),
  });
  return { recent: linesOf(recent), earlier: linesOf(earlier) };
};
