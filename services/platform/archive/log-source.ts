import type { LogReader } from '../event-log/open-log-copy.ts';
import { positionAt, sequenceOf } from '../event-log/position.ts';
import type { EntrySource } from './archived-entry.ts';

/** The whole of a log as one stream. An event's text is what `JSON.stringify` makes of it, as when it was appended. */
export const logSource = (log: Pick<LogReader, 'read'>): EntrySource => ({
  async read(after, limit) {
    const batch = await log.read(positionAt(after), limit);
    return batch.events.map((event, index) => {
      const stream = batch.streamOf?.(index);
      const entry = { sequence: sequenceOf(batch.positionOf(index)), text: JSON.stringify(event) };
      return stream === undefined ? entry : { ...entry, stream };
    });
  },
});
