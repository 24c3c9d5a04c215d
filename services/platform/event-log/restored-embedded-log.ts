import type { Position } from './event-log.ts';
import { openStores } from './open-stores.ts';
import { positionAt } from './position.ts';
import { requestOf } from './stage-appends.ts';
import { storedEvents } from './stored-events.ts';

/** An embedded log that is written as it was, by whoever restores it: nothing is left out. */
export interface RestoredEmbeddedLog extends AsyncDisposable {
  /**
   * Writes the texts of the next events; durable when it resolves. What is there twice, as it may be where a log had
   * several streams, keeps both of its positions, and is known by the first.
   * @returns sequence of the last event
   */
  append(texts: readonly string[]): Promise<number>;
}

/** @throws AppError 503 `log-in-use`, 500 `log-damaged` */
export const openRestoredEmbeddedLog = async (folder: string): Promise<RestoredEmbeddedLog> => {
  const { chunks, index, head: start, close } = await openStores(folder);
  let head = start;
  let closing: Promise<void> | undefined;
  return {
    async append(texts) {
      const { keys, sources } = requestOf(storedEvents(`[${texts.join(',')}]`), undefined);
      const known = await index.find([...keys]);
      const entries = new Map<string, Position>();
      for (const [at, key] of keys.entries()) {
        const position = positionAt(head + at + 1);
        if (known[at] === undefined && !entries.has(key)) entries.set(key, position);
        entries.set(sources[at] ?? '', position);
      }
      await chunks.append(head, texts);
      head += texts.length;
      await index.record(entries, head);
      return head;
    },
    [Symbol.asyncDispose]: () => (closing ??= close()),
  };
};
