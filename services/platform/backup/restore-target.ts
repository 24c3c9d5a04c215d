import type { RelishEvent } from '../../contracts/events.ts';
import type { ArchivedEntry } from '../archive/archived-entry.ts';
import { positionAt } from '../event-log/position.ts';
import type { RestoredEmbeddedLog } from '../event-log/restored-embedded-log.ts';
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

/** A new log of a data folder, whose positions count its events. */
export const embeddedTarget = (log: Pick<RestoredEmbeddedLog, 'append'>): RestoreTarget => ({
  async append(entries) {
    const last = await log.append(entries.map(({ text }) => text));
    const wanted = entries.at(-1)?.sequence ?? last;
    if (last === wanted) return;
    const detail = `The event of ${positionAt(wanted)} came to ${positionAt(last)}: the log was not empty.`;
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
