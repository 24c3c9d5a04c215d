import type { IncidentWindow } from '../../../contracts/incident-window.ts';
import { OUTCOME } from '../../integrity/settlement.ts';
import type { Bucket } from '../../overview/bucket.ts';
import type { RecommenderState } from '../../replay/recommender-state.ts';
import { dayOfMinute } from '../../votes/event-time.ts';

const MINUTES = 60;
const DAYS = 14;
const MOVERS = 10;

const linesIn = (buckets: readonly Bucket[]): { readonly lines: number; readonly lost: number } => {
  let [lines, lost] = [0, 0];
  for (const bucket of buckets) {
    lines += bucket.lines.reduce((sum, count) => sum + count, 0);
    lost += bucket.lines[OUTCOME.cancelled]! + bucket.lines[OUTCOME.expired]!;
  }
  return { lines, lost };
};

/** Items that were placed in the last hour: their share of its units, and of the lines that counted on the days. */
const moversIn = (
  { overview, items }: RecommenderState,
  minutes: readonly number[],
  days: readonly number[],
): IncidentWindow['placed']['movers'] => {
  const raw = new Map<number, number>();
  for (const minute of minutes) {
    for (const [item, units] of overview.minutes.get(minute)!.raw.save())
      raw.set(item, (raw.get(item) ?? 0) + units);
  }
  const counted = days.map((day) => overview.days.get(day)!.counted);
  const allRaw = Math.max(
    1,
    [...raw.values()].reduce((sum, units) => sum + units, 0),
  );
  const allCounted = Math.max(
    1,
    counted.reduce((sum, counts) => sum + counts.sum(), 0),
  );
  return [...raw]
    .map(([item, units]) => ({
      itemId: items.nameOf(item),
      raw: units / allRaw,
      counted: counted.reduce((sum, counts) => sum + counts.of(item), 0) / allCounted,
    }))
    .sort((a, b) => Math.abs(b.raw - b.counted) - Math.abs(a.raw - a.counted))
    .slice(0, MOVERS);
};

/** What was placed in the last hour of event time and what became of it, and the same of the two weeks before that day. */
export const placedIn = (state: RecommenderState): IncidentWindow['placed'] => {
  const { overview } = state;
  const { latestMinute } = overview;
  const day = dayOfMinute(latestMinute);
  const minutes = [...overview.minutes.keys()].filter((minute) => minute > latestMinute - MINUTES);
  const days = [...overview.days.keys()].filter((one) => one < day && one >= day - DAYS);
  return {
    recent: linesIn(minutes.map((minute) => overview.minutes.get(minute)!)),
    earlier: linesIn(days.map((one) => overview.days.get(one)!)),
    movers: moversIn(state, minutes, days),
  };
};
