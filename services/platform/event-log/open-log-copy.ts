import { constants, existsSync } from 'node:fs';
import { copyFile, link, mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasErrorCode } from '../files/has-error-code.ts';
import { AppError } from '../http/app-error.ts';
import { ChunkStore } from './chunk-store.ts';
import type { EventLog } from './event-log.ts';
import { positionAt, sequenceOf } from './position.ts';

/** Where `openEmbeddedEventLog` keeps the events themselves. */
const EVENTS = 'events';
/** The store changes its files every few megabytes, and copying them takes milliseconds. */
const MAX_TRIES = 20;
/** Tables never change once they are there. The journal grows, and a torn end is cut off by opening it. */
const TABLE = /^\d+\.ldb$/;
const STORE_FILE = /^(\d+\.(ldb|log)|MANIFEST-\d+|CURRENT)$/;

/** A log to look at: what was durable when it was opened. */
export type LogReader = Pick<EventLog, 'read' | 'head'> & AsyncDisposable;

/** Which files make up the store, and how long the list of them is that the store keeps. */
const shapeOf = async (folder: string): Promise<{ names: readonly string[]; shape: string }> => {
  const names = (await readdir(folder)).filter((name) => STORE_FILE.test(name)).sort();
  const manifest = (await readFile(join(folder, 'CURRENT'), 'utf8')).trim();
  const { size } = await stat(join(folder, manifest));
  return { names, shape: JSON.stringify([names, manifest, size]) };
};

/** A second name for a table costs nothing; where that can't be (another disk), the bytes are copied. */
const copy = async (name: string, from: string, to: string): Promise<void> => {
  if (TABLE.test(name)) {
    const isLinked = await link(join(from, name), join(to, name)).then(
      () => true,
      () => false,
    );
    if (isLinked) return;
  }
  await copyFile(join(from, name), join(to, name), constants.COPYFILE_FICLONE);
};

/** True if the copy is whole: the store did not rearrange its files meanwhile. */
const tryToCopy = async (from: string, to: string): Promise<boolean> => {
  try {
    const before = await shapeOf(from);
    for (const name of before.names) await copy(name, from, to);
    return (await shapeOf(from)).shape === before.shape;
  } catch (error) {
    // A file that was there is gone: the store has merged it into another.
    if (hasErrorCode(error, 'ENOENT')) return false;
    throw error;
  }
};

const copyStore = async (from: string, to: string): Promise<void> => {
  for (let attempt = 0; attempt < MAX_TRIES; attempt++) {
    await mkdir(to);
    if (await tryToCopy(from, to)) return;
    await rm(to, { recursive: true });
  }
  const detail = `The log in ${from} is being rearranged all the time. Try again when less is written.`;
  throw new AppError(503, 'log-not-readable', detail);
};

const openCopy = async (from: string, to: string): Promise<{ chunks: ChunkStore; head: number }> => {
  await copyStore(from, to);
  const chunks = new ChunkStore(to);
  await chunks.open();
  return { chunks, head: await chunks.count() };
};

/**
 * Opens the log of a folder to read it, also while another process has it open and writes: the lock is left
 * alone, because what is read is a copy of the store at one moment. Tables are shared with the original, so
 * that a large log takes neither time nor space.
 * @param folder as given to `openEmbeddedEventLog`
 * @throws AppError 404 `no-log` if there is none, 503 `log-not-readable` if its files never held still
 */
export const openLogCopy = async (folder: string): Promise<LogReader> => {
  const original = join(folder, EVENTS);
  if (!existsSync(join(original, 'CURRENT'))) {
    throw new AppError(404, 'no-log', `There is no log in ${folder}.`);
  }
  const temporary = await mkdtemp(join(tmpdir(), 'relish-log-copy-'));
  const remove = () => rm(temporary, { recursive: true, force: true });
  try {
    const { chunks, head } = await openCopy(original, join(temporary, EVENTS));
    return {
      head: () => positionAt(head),
      async read(after, limit) {
        const start = sequenceOf(after);
        const events = await chunks.read({ after: start, head, limit });
        const last = events.length > 0 ? positionAt(start + events.length) : after;
        return { events, last, positionOf: (index) => positionAt(start + index + 1) };
      },
      async [Symbol.asyncDispose]() {
        await chunks.close();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
};
