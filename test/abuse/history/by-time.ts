import type { RelishEvent } from '../../../services/contracts/events.ts';

/** Ids decide among equal times, so that the order is always the same. Times are in UTC (`Z`). */
export const byTime = (a: RelishEvent, b: RelishEvent): number => {
  if (a.time !== b.time) return a.time < b.time ? -1 : 1;
  return a.id < b.id ? -1 : 1;
};
