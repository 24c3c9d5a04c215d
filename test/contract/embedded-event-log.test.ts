import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ClassicLevel } from 'classic-level';
import { openEmbeddedEventLog } from '../../services/platform/event-log/embedded-event-log.ts';
import { ORIGIN } from '../../services/platform/event-log/event-log.ts';
import { describeEventLog } from './event-log-contract.ts';
import { anEvent, appended, idsOf, readAll, someEvents } from './event-log/log-events.ts';

const newFolder = () => mkdtemp(join(tmpdir(), 'relish-log-'));

describeEventLog('embedded', async () => {
  const folder = await newFolder();
  const log = await openEmbeddedEventLog({ folder });
  let current = log;
  return {
    log,
    async reopen() {
      await current[Symbol.asyncDispose]();
      current = await openEmbeddedEventLog({ folder });
      return current;
    },
    async dispose() {
      await current[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    },
  };
});

describe('the embedded log and its folder', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await newFolder();
  });
  afterEach(() => rm(folder, { recursive: true }));

  const withLog = async <T>(use: (log: Awaited<ReturnType<typeof openEmbeddedEventLog>>) => Promise<T>) => {
    await using log = await openEmbeddedEventLog({ folder });
    return await use(log);
  };
  const withStore = async (name: string, use: (store: ClassicLevel) => Promise<unknown>) => {
    const store = new ClassicLevel(join(folder, name));
    await use(store);
    await store.close();
  };
  /** What opening must find out if the index it has is not the one that belongs to the events. */
  const expectWhole = () =>
    withLog(async (log) => {
      expect(idsOf(await readAll(log))).toEqual(someEvents('a', 300).map(({ id }) => id));
      const { duplicate } = appended(await log.append([7, 150, 299].map((index) => anEvent(`a-${index}`))));
      expect(duplicate).toEqual([true, true, true]);
      const stale = { source: anEvent('a').source, position: ORIGIN };
      expect(await log.append([anEvent('b')], { expected: stale })).toMatchObject({ actual: log.head() });
    });

  it('is open in one process at a time, and says which', async () => {
    await using log = await openEmbeddedEventLog({ folder });
    const refused = { code: 'log-in-use', message: expect.stringContaining(`process ${process.pid}`) };
    await expect(openEmbeddedEventLog({ folder })).rejects.toMatchObject(refused);

    const opener = new URL('../faults/open-log.ts', import.meta.url).pathname;
    const child = spawn(process.execPath, ['--import', 'tsx/esm', opener, folder], {
      env: { ...process.env, NODE_OPTIONS: '' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    await once(child, 'close');
    expect(said).toContain(`log-in-use`);
    expect(said).toContain(`process ${process.pid}`);
    // The refused ones have left the log alone.
    expect((await log.append([anEvent('a')])).outcome).toBe('appended');
  });

  it('makes an index that was deleted again', async () => {
    await withLog((log) => log.append(someEvents('a', 300)));
    await rm(join(folder, 'ids'), { recursive: true });
    await expectWhole();
  });

  it('makes an index that is beyond repair again', async () => {
    await withLog((log) => log.append(someEvents('a', 300)));
    const files = await readdir(join(folder, 'ids'));
    for (const file of files.filter((name) => name.startsWith('MANIFEST'))) {
      await writeFile(join(folder, 'ids', file), 'nonsense');
    }
    await expectWhole();
  });

  it('gives the index what a power cut took from it, also from the middle', async () => {
    const readIds = async () => {
      const entries = new Map<string, string>();
      await withStore('ids', async (ids) => {
        for await (const [key, value] of ids.iterator()) entries.set(key, value);
      });
      return entries;
    };
    await withLog((log) => log.append(someEvents('a', 100)));
    const durable = await readIds();
    await withLog((log) => log.append(someEvents('a', 300)));
    const lost = [...(await readIds())].filter(
      ([, position]) => Number(position) > 100 && Number(position) <= 250,
    );
    expect(lost).toHaveLength(150);
    await withStore('ids', async (ids) => {
      for (const [key] of lost) await ids.del(key);
      await ids.put('"durable to"', durable.get('"durable to"') ?? '');
    });
    await expectWhole();
  });

  it('refuses to go on where acknowledged events are missing at the end', async () => {
    await withLog((log) => log.append(someEvents('a', 300)));
    await withStore('events', async (events) => {
      const [last] = await events.keys({ reverse: true, limit: 1 }).all();
      await events.del(last ?? '');
    });
    await expect(openEmbeddedEventLog({ folder })).rejects.toMatchObject({ code: 'log-damaged' });
  });

  it('refuses to skip events that are missing in the middle', async () => {
    await withLog((log) => log.append(someEvents('a', 300)));
    await withStore('events', async (events) => {
      const keys = await events.keys().all();
      expect(keys.length).toBeGreaterThan(2);
      await events.del(keys[1] ?? '');
    });
    await withLog(async (log) => {
      await expect(readAll(log)).rejects.toMatchObject({ code: 'log-damaged' });
      await expect(readAll(log, 1)).rejects.toMatchObject({ code: 'log-damaged' });
    });
  });

  it('refuses to serve half an event', async () => {
    await withLog((log) => log.append([anEvent('a')]));
    await withStore('events', async (events) => {
      for await (const [key, value] of events.iterator()) await events.put(key, value.slice(0, -20));
    });
    await withLog((log) => expect(readAll(log)).rejects.toMatchObject({ code: 'log-damaged' }));
  });

  it('writes the appends of a crowd together', async () => {
    await withLog((log) => Promise.all(someEvents('a', 400).map((event) => log.append([event]))));
    await withStore('events', async (events) => {
      const writes = await events.keys().all();
      expect(writes.length).toBeLessThan(10);
    });
  });

  it('holds what one read takes to memory in bounds, and shows everything all the same', async () => {
    const large = Array.from({ length: 12 }, (_, index) => ({
      ...anEvent(`l-${index}`),
      subject: 'x'.repeat(2_500_000),
    }));
    await withLog(async (log) => {
      for (const event of large) await log.append([event]);
      const first = await log.read(ORIGIN, 12);
      expect(first.events.length).toBeLessThan(12);
      expect((await log.read(ORIGIN, first.events.length)).events).toHaveLength(first.events.length);
      expect(idsOf(await readAll(log))).toEqual(large.map(({ id }) => id));
    });
  });
});
