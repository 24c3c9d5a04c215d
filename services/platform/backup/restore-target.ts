import type { RelishEvent } from '../../contracts/events.ts';
import type { ArchivedEntry } from '../archive/archived-entry.ts';
import type { EventLog } from '../event-log/event-log.ts';
import { positionAt } from '../event-log/position.ts';
import { storedEvents } from '../event-log/stored-events.ts';
import { AppError } from '../http/app-error.ts';

/** Where a backup goes: an empty log of some kind. */
export interface RestoreTarget {
  /**
   * Appends entries in order, each at its own position; durable when it resolves.
   * @throws AppError 409 `position-taken` if one would get another position
   */
  append(entries: readonly ArchivedEntry[]): Promise<void>;
}

const eventsOf = (entries: readonly ArchivedEntry[]): readonly RelishEvent[] =>
  storedEvents(`[${entries.map(({ text }) => text).join(',')}]`);

/** A log whose positions count its events: what is appended in order gets the positions that it had, or none does. */
export const logTarget = (log: Pick<EventLog, 'append'>): RestoreTarget => ({
  async append(entries) {
    const appended = await log.append(eventsOf(entries));
    const positions = appended.outcome === 'appended' ? appended.positions : [];
    const at = entries.findIndex(({ sequence }, index) => positions[index] !== positionAt(sequence));
    if (at < 0) return;
    const wanted = positionAt(entries[at]?.sequence ?? 0);
    const detail = `The event of ${wanted} came to ${positions[at] ?? 'nowhere'}: the log was not empty, or the backup has an event twice.`;
    throw new AppError(409, 'position-taken', detail);
  },
});
