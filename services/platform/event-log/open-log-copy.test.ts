import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { RelishEvent } from '../../contracts/events.ts';
import { openEmbeddedEventLog } from './embedded-event-log.ts';
import { ORIGIN } from './event-log.ts';
import { openLogCopy } from './open-log-copy.ts';

const anEvent = (number: number, padding = 0): RelishEvent => ({
  specversion: '1.0',
  id: `e-${number}`,
  source: '/tests',
  type: 'item.listed',
  time: '2026-11-20T12:00:00Z',
  data: { itemId: `i-${number}`, description: 'x'.repeat(padding) },
});
const someEvents = (from: number, count: number, padding?: number) =>
  Array.from({ length: count }, (_, index) => anEvent(from + index, padding));

const usualTemporary = tmpdir();
let root: string;
let folder: string;
let temporary: string;
beforeEach(async () => {
  root = await mkdtemp(join(usualTemporary, 'relish-copied-'));
  folder = join(root, 'log');
  temporary = join(root, 'tmp');
  await Promise.all([mkdir(folder), mkdir(temporary)]);
  process.env['TMPDIR'] = temporary;
});
afterEach(async () => {
  process.env['TMPDIR'] = usualTemporary;
  await rm(root, { recursive: true });
});

const idsIn = async (log: Awaited<ReturnType<typeof openLogCopy>>) => {
  const ids: string[] = [];
  for (let after = ORIGIN; ;) {
    const batch = await log.read(after, 777);
    if (batch.events.length === 0) return ids;
    ids.push(...batch.events.map(({ id }) => id));
    after = batch.last;
  }
};

describe('openLogCopy', () => {
  it('reads what another one has open and goes on writing, as it was when opened', async () => {
    await using log = await openEmbeddedEventLog({ folder });
    await log.append(someEvents(1, 1_000));
    await using copy = await openLogCopy(folder);
    await log.append(someEvents(1_001, 10));
    expect(copy.head()).toBe('0000000000001000');
    expect(await idsIn(copy)).toEqual(someEvents(1, 1_000).map(({ id }) => id));
    expect((await copy.read('0000000000000998', 10)).positionOf(1)).toBe('0000000000001000');
  });

  it('is whole while the store rearranges its files', async () => {
    await using log = await openEmbeddedEventLog({ folder });
    let acknowledged = 0;
    const write = async (): Promise<void> => {
      // Some 20 MB: the store turns its journal into a table on the way.
      for (let from = 1; from <= 36_000; from += 1_000) {
        await log.append(someEvents(from, 1_000, 450));
        acknowledged = from + 999;
      }
    };
    const look = async (): Promise<number> => {
      const least = acknowledged;
      await using copy = await openLogCopy(folder);
      const head = Number(copy.head());
      expect(head).toBeGreaterThanOrEqual(least);
      const ids = await idsIn(copy);
      expect([ids.length, ids.at(-1)]).toEqual([head, head === 0 ? undefined : `e-${head}`]);
      return head;
    };
    const writing = write();
    const heads = [await look(), await look(), await look()];
    await writing;
    heads.push(await look());
    expect(heads).toEqual(heads.toSorted((a, b) => a - b));
    expect(heads.at(-1)).toBe(36_000);
  });

  it('leaves the log as it was, and nothing behind', async () => {
    {
      await using log = await openEmbeddedEventLog({ folder });
      await log.append(someEvents(1, 10));
    }
    {
      await using copy = await openLogCopy(folder);
      expect(copy.head()).toBe('0000000000000010');
    }
    await using again = await openEmbeddedEventLog({ folder });
    expect(again.head()).toBe('0000000000000010');
    expect(await readdir(temporary)).toEqual([]);
  });

  it('says that there is no log, and makes none', async () => {
    await expect(openLogCopy(folder)).rejects.toMatchObject({ code: 'no-log', status: 404 });
    expect(await readdir(folder)).toEqual([]);
  });
});
