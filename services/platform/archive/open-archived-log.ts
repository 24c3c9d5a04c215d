import type { RelishEvent } from '../../contracts/events.ts';
import type { LogReader } from '../event-log/open-log-copy.ts';
import { positionAt, sequenceOf } from '../event-log/position.ts';
import { storedEvents } from '../event-log/stored-events.ts';
import type { ObjectStore } from '../object-store/object-store.ts';
import type { TrustedKeys } from '../signing/trusted-keys.ts';
import { archiveDamaged } from './archive-errors.ts';
import type { ArchivedEntry } from './archived-entry.ts';
import { openArchive } from './open-archive.ts';
import { ARCHIVE } from './segment-name.ts';

interface Archived {
  readonly store: ObjectStore;
  readonly trusted: TrustedKeys;
  /** Of one log: they share one count of positions. */
  readonly streams: readonly string[];
}

const eventsOf = (entries: readonly ArchivedEntry[]): readonly RelishEvent[] => {
  try {
    return storedEvents(`[${entries.map(({ text }) => text).join(',')}]`);
  } catch (cause) {
    const first = entries[0]?.sequence ?? 0;
    throw archiveDamaged(ARCHIVE, `holds what is no JSON, at ${positionAt(first)} or later`, cause);
  }
};

/**
 * An archive as the log that it is of, up to where all of its streams are archived: what is on the log behind that is
 * known in parts only. Each read has every event up to its last one.
 * @throws AppError 500 `archive-damaged`, 422 `unknown-key`, 503 `objects-away`; reading does, too
 */
export const openArchivedLog = async ({ store, trusted, streams }: Archived): Promise<LogReader> => {
  const archives = await Promise.all(
    streams.map(async (stream) => ({ stream, reader: await openArchive(store, stream, trusted) })),
  );
  const head = archives.length === 0 ? 0 : Math.min(...archives.map(({ reader }) => reader.to));
  return {
    head: () => positionAt(head),
    async read(after, limit) {
      const pages = await Promise.all(
        archives.map(async ({ stream, reader }) =>
          (await reader.read(sequenceOf(after), limit)).map((entry) => ({ stream, ...entry })),
        ),
      );
      // A page ends where its segment does, and others may go on before that.
      const end = Math.min(head, ...pages.map((page) => page.at(-1)?.sequence ?? head));
      const entries = pages
        .flat()
        .filter(({ sequence }) => sequence <= end)
        .sort((one, other) => one.sequence - other.sequence)
        .slice(0, limit);
      return {
        events: eventsOf(entries),
        positionOf: (index) => positionAt(entries[index]?.sequence ?? end),
        streamOf: (index) => entries[index]?.stream,
        last: positionAt(entries.at(-1)?.sequence ?? end),
      };
    },
    async [Symbol.asyncDispose]() {},
  };
};
