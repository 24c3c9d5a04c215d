import { cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { openEmbeddedEventLog } from '../../services/platform/event-log/embedded-event-log.ts';
import { appended, idsOf, readAll, someEvents } from '../contract/event-log/log-events.ts';

/**
 * What a power cut can tear. The events' store has two kinds of files: tables, which are complete and synced before
 * anything refers to them, and the journal, to which each group of appends is one record (in fragments of at
 * most 32 kB, each with its own checksum), synced before it is acknowledged. The next record is not begun
 * before that. So at any moment only the last record can be torn: any of its blocks may be there, be cut off,
 * or hold zeros or what the disk held before, in any mixture, for blocks reach the disk in any order. Nothing
 * before that record can change. The index is behind the events, never ahead, and torn in the same way.
 */
const KEPT = someEvents('kept', 400);
const TORN = someEvents('torn', 400);
const AFTER = someEvents('after', 3);

const journalOf = async (folder: string): Promise<string> => {
  const events = join(folder, 'events');
  const [journal] = (await readdir(events)).filter((name) => name.endsWith('.log'));
  return join(events, journal ?? 'none');
};

describe('a torn tail of the embedded log', () => {
  let root: string;
  /** A folder as it was when `KEPT` was acknowledged and `TORN` not yet written. */
  let before: string;
  /** The journal with both, and how much of it `KEPT` has. */
  let journal: Buffer;
  let kept: number;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'relish-torn-'));
    before = join(root, 'before');
    const folder = join(root, 'whole');
    await using log = await openEmbeddedEventLog({ folder });
    await log.append(KEPT);
    await cp(folder, before, { recursive: true });
    kept = (await stat(await journalOf(folder))).size;
    await log.append(TORN);
    journal = await readFile(await journalOf(folder));
  });
  afterEach(() => rm(root, { recursive: true }));

  /** Opens a copy in which the journal ends like this, and finds what must be there. */
  const expectRecovery = async (tail: Buffer): Promise<boolean> => {
    const folder = await mkdtemp(join(root, 'torn-'));
    await cp(before, folder, { recursive: true });
    await writeFile(await journalOf(folder), Buffer.concat([journal.subarray(0, kept), tail]));
    const open = () => openEmbeddedEventLog({ folder });
    let found: readonly string[];
    {
      await using log = await open();
      found = idsOf(await readAll(log));
      const { duplicate } = appended(await log.append([...KEPT.slice(0, 5), ...AFTER]));
      expect(duplicate).toEqual([true, true, true, true, true, false, false, false]);
    }
    const isThere = found.length > KEPT.length;
    const expected = isThere ? [...KEPT, ...TORN] : KEPT;
    expect(found).toEqual(expected.map(({ id }) => id));
    await using log = await open();
    const read = await readAll(log);
    expect(read.map(({ event }) => event)).toEqual([...expected, ...AFTER]);
    expect(read.map(({ position }) => Number(position))).toEqual(read.map((_, index) => index + 1));
    await rm(folder, { recursive: true, force: true });
    return isThere;
  };

  it('is what these tests take it for: one journal, and a last record of several blocks', async () => {
    expect(journal.length - kept).toBeGreaterThan(2 * 32_768);
    expect(await expectRecovery(journal.subarray(kept))).toBe(true);
    expect(await expectRecovery(Buffer.alloc(0))).toBe(false);
  });

  it('is cut off wherever it is cut off, and nothing before it is touched', async () => {
    const length = fc.oneof(
      fc.integer({ min: 0, max: 20 }),
      fc.integer({ min: 0, max: journal.length - kept - 1 }),
    );
    await fc.assert(
      fc.asyncProperty(length, async (end) => {
        expect(await expectRecovery(journal.subarray(kept, kept + end))).toBe(false);
      }),
      { numRuns: 15 },
    );
  });

  it('is dropped whole, or was whole after all, whatever of it did not reach the disk', async () => {
    const size = journal.length - kept;
    const hole = fc.record({
      start: fc.integer({ min: 0, max: size - 1 }),
      length: fc.integer({ min: 1, max: 8_192 }),
      fill: fc.oneof(fc.constant(Buffer.alloc(1)), fc.uint8Array({ minLength: 1, maxLength: 64 })),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(hole, { minLength: 1, maxLength: 4 }), async (holes) => {
        const tail = Buffer.from(journal.subarray(kept));
        for (const { start, length, fill } of holes) tail.fill(fill, start, Math.min(size, start + length));
        await expectRecovery(tail);
      }),
      { numRuns: 15 },
    );
  });
});
