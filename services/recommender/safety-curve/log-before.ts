import type { RelishEvent } from '../../contracts/events.ts';
import type { EventLog } from '../../platform/event-log/event-log.ts';
import { createMinuteReader, dayOfMinute } from '../votes/event-time.ts';

/**
 * The log without what orders and the menu say on a day (since 1970 UTC) or later. Stock is left out altogether: what
 * was sold out on the evening before the cut says nothing of the days after it. People's acts (moderation, policies)
 * stay whatever their date: the split is of what customers did, judged as it is judged now.
 */
export const logBefore = (log: Pick<EventLog, 'read'>, day: number): Pick<EventLog, 'read'> => {
  const minuteOf = createMinuteReader();
  const isKept = (event: RelishEvent): boolean => {
    if (event.type === 'item.soldout' || event.type === 'item.restocked') return false;
    if (!event.type.startsWith('order.') && event.type !== 'item.listed') return true;
    return dayOfMinute(minuteOf(event.time)) < day;
  };
  return {
    async read(after, limit) {
      const batch = await log.read(after, limit);
      const kept = [...batch.events.keys()].filter((index) => isKept(batch.events[index]!));
      return {
        events: kept.map((index) => batch.events[index]!),
        positionOf: (index) => batch.positionOf(kept[index]!),
        last: batch.last,
      };
    },
  };
};
