import { readdir } from 'node:fs/promises';
import { ClassicLevel } from 'classic-level';
import type { Position } from './event-log.ts';
import { positionAt } from './position.ts';

const MEMTABLE = 16 * 1024 * 1024;
/** Events that opening the log may have to index again after a crash: a third of a second. */
const CHECKPOINT = 50_000;
/** Not arrays as all other keys are, so no event can have them. */
const INDEXED_TO = '"indexed to"';
const DURABLE_TO = '"durable to"';

/** JSON, because any separator could be part of a source or an id, and because it keeps lone surrogates apart. */
export const eventKey = (event: { readonly source: string; readonly id: string }): string =>
  JSON.stringify([event.source, event.id]);
export const sourceKey = (source: string): string => JSON.stringify([source]);

/**
 * Which (source, id) are on the log and where: `eventKey` → its position, `sourceKey` → position of the source's
 * last event. It follows from the events, so nobody waits for it to be on the disk: after a power cut it may lack
 * any of what it got after `durableTo`, and opening the log enters that again.
 */
export class IdIndex {
  readonly #db: ClassicLevel;
  #indexedTo = 0;
  #durableTo = 0;

  constructor(folder: string) {
    this.#db = new ClassicLevel(folder, { writeBufferSize: MEMTABLE });
  }

  async open(): Promise<void> {
    await this.#db.open();
    const [indexedTo, durableTo] = await this.#db.getMany([INDEXED_TO, DURABLE_TO]);
    this.#indexedTo = Number(indexedTo ?? 0);
    this.#durableTo = Number(durableTo ?? 0);
  }

  async close(): Promise<void> {
    if (this.#db.status === 'open' && this.#durableTo < this.#indexedTo) await this.#write(new Map(), true);
    await this.#db.close();
  }

  /** Sequence of the last event that was ever entered. */
  get indexedTo(): number {
    return this.#indexedTo;
  }

  /** Sequence of the event up to which a power cut can take nothing away. */
  get durableTo(): number {
    return this.#durableTo;
  }

  find(keys: string[]): Promise<(Position | undefined)[]> {
    return keys.length > 0 ? this.#db.getMany(keys) : Promise.resolve([]);
  }

  /** Enters what is known of the events up to the sequence `indexedTo`: all of it, or nothing. */
  async record(entries: ReadonlyMap<string, Position>, indexedTo: number): Promise<void> {
    this.#indexedTo = indexedTo;
    await this.#write(entries, indexedTo - this.#durableTo >= CHECKPOINT);
  }

  async #write(entries: ReadonlyMap<string, Position>, sync: boolean): Promise<void> {
    const reached = this.#indexedTo;
    // A chained batch costs half of an array of operations, which the library copies one by one.
    const batch = this.#db.batch();
    for (const [key, position] of entries) batch.put(key, position);
    await batch.put(INDEXED_TO, positionAt(reached)).write({ sync });
    if (!sync || !(await this.#hasOneJournal())) return;
    await this.#db.put(DURABLE_TO, positionAt(reached));
    this.#durableTo = reached;
  }

  /**
   * A synced write syncs LevelDB's newest journal only. An older one is deleted as soon as the table made of it is
   * synced, so when there is but one, everything before that write is on the disk.
   */
  async #hasOneJournal(): Promise<boolean> {
    const files = await readdir(this.#db.location);
    return files.filter((name) => name.endsWith('.log')).length === 1;
  }
}
