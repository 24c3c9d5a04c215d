import { type Filter, reported } from '../filter.ts';
import { ONE } from '../policy.ts';
import type { DayCount } from '../profile.ts';
import { RECENT_DAYS, windowOf } from './windows.ts';

/** Forty lunches a week are a big table, not a flood. */
const NO_FLOOD = 40;

/** Orders by window of `RECENT_DAYS` days, the last one first. */
const byWindow = (taken: readonly DayCount[], today: number): ReadonlyMap<number, number> => {
  const counts = new Map<number, number>();
  for (const { day, count } of taken) {
    const window = windowOf(day, today);
    counts.set(window, (counts.get(window) ?? 0) + count);
  }
  return counts;
};

/**
 * An account that took home more orders in the last seven days than in any seven before: 1 − most/now, where `most`
 * is the account's own record and never less than forty. The crowd's custom is told beside it; it doesn't count,
 * because what lowers a vote reads nothing of others. One order for forty people is one order.
 */
export const flooding: Filter = ({ taken, today }, crowd, policy) => {
  const counts = byWindow(taken, today);
  const now = counts.get(0) ?? 0;
  if (now <= NO_FLOOD) return undefined;
  const past = [...counts].filter(([window]) => window > 0).map(([, count]) => count);
  const most = past.reduce((record, count) => Math.max(record, count), 0);
  const strength = Math.max(0, Math.floor(ONE * (1 - Math.max(NO_FLOOD, most) / now)));
  const facts = {
    days: RECENT_DAYS,
    ordersTaken: now,
    mostBefore: most,
    ...(crowd && { crowdOrders: crowd.usualOrders() }),
  };
  return reported({ code: 'flooding', strength, facts }, policy);
};
