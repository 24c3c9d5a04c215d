import type { RelishEvent } from '../../contracts/events.ts';
import type { ArchivedEntry } from '../archive/archived-entry.ts';
import type { EventLog } from '../event-log/event-log.ts';
import { positionAt } from '../event-log/position.ts';
import { storedEvents } from '../event-log/stored-events.ts';
import { STREAMS, type StreamName } from '../event-log/redis/log-keys.ts';
import type { RestoredLog } from '../event-log/redis/restored-log.ts';
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

/** The stream that was noted; where none was, the one that `streamOf` says. @throws AppError 500 `unknown-stream` */
const streamIn = (
  { stream, sequence }: ArchivedEntry,
  event: RelishEvent,
  streamOf: (event: RelishEvent) => StreamName,
): StreamName => {
  if (stream === undefined) return streamOf(event);
  const known = STREAMS.find((name) => name === stream);
  if (known) return known;
  const detail = `The event of ${positionAt(sequence)} is in a stream that this Relish doesn't know: take a newer one.`;
  throw new AppError(500, 'unknown-stream', detail);
};

/** A log on Redis: each event goes to the stream that it was in. @param streamOf for backups that don't say it */
export const redisTarget = (
  log: Pick<RestoredLog, 'append'>,
  streamOf: (event: RelishEvent) => StreamName,
): RestoreTarget => ({
  append(entries) {
    const events = eventsOf(entries);
    return log.append(
      entries.flatMap((entry, index) => {
        const event = events[index];
        return event ? [{ ...entry, event, stream: streamIn(entry, event, streamOf) }] : [];
      }),
    );
  },
});
