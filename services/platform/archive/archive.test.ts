import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import { archive, aSigner, denseEntries, someEntries, sourceOf } from '../../../test/builders/an-archive.ts';
import { aMemoryObjectStore } from '../../../test/builders/memory-object-store.ts';
import { runs } from '../../../test/builders/runs.ts';
import type { ObjectStore } from '../object-store/object-store.ts';
import { archiveOnce } from './archive-once.ts';
import type { ArchivedEntry } from './archived-entry.ts';
import { openArchive } from './open-archive.ts';
import { segmentText } from './segment.ts';

const TEN = { events: 10, bytes: 1_000_000 };
const signer = aSigner();
const { trusted } = signer;

const names = (objects: ReadonlyMap<string, Uint8Array>): readonly string[] => [...objects.keys()].sort();
const bytesOf = (objects: ReadonlyMap<string, Uint8Array>) =>
  names(objects).map((name) => [name, Buffer.from(objects.get(name)!).toString('base64')]);

const readAll = async (store: ObjectStore, limit: number, stream = 'stand'): Promise<ArchivedEntry[]> => {
  const reader = await openArchive(store, stream, trusted);
  const all: ArchivedEntry[] = [];
  for (;;) {
    const page = await reader.read(all.at(-1)?.sequence ?? 0, limit);
    if (page.length === 0) return all;
    all.push(...page);
  }
};

/** A store that fails, or dies, at its n-th write: before it or after it was done. */
const dyingStore = (store: ObjectStore, death: number, isDone: boolean): ObjectStore => {
  let puts = 0;
  return {
    ...store,
    async putIfAbsent(name, bytes) {
      puts += 1;
      if (puts === death && isDone) await store.putIfAbsent(name, bytes);
      if (puts >= death) throw new Error('killed');
      return store.putIfAbsent(name, bytes);
    },
  };
};

describe('archiveOnce', () => {
  test('keeps whole segments and nothing else, under names that say what is in them', async () => {
    const store = aMemoryObjectStore();
    const done = await archive({ entries: denseEntries(25), size: TEN, store, signer });
    expect(done).toMatchObject({ to: 20, segments: 2, events: 20 });
    expect(names(store.objects)).toEqual([
      'log/stand/0000000000000001-0000000000000010.json',
      'log/stand/0000000000000001-0000000000000010.ndjson.gz',
      'log/stand/0000000000000011-0000000000000020.json',
      'log/stand/0000000000000011-0000000000000020.ndjson.gz',
    ]);
  });

  test('goes on where it was, and does nothing where nothing is whole', async () => {
    const store = aMemoryObjectStore();
    const entries = denseEntries(45);
    const work = { entries, size: TEN, store, signer };
    expect(await archive({ ...work, upTo: 19 })).toMatchObject({ to: 10, segments: 1 });
    expect(await archive({ ...work, upTo: 19 })).toMatchObject({ to: 10, segments: 0, events: 0 });
    expect(await archive(work)).toMatchObject({ to: 40, segments: 3 });
    const atOnce = aMemoryObjectStore();
    await archive({ ...work, store: atOnce });
    expect(bytesOf(store.objects)).toEqual(bytesOf(atOnce.objects));
  });

  test('cuts by bytes, too', async () => {
    const store = aMemoryObjectStore();
    const entries = denseEntries(20).map(({ sequence }) => ({ sequence, text: '"üü"' }));
    expect(await archive({ entries, size: { events: 10, bytes: 18 }, store, signer })).toMatchObject({
      to: 18,
      segments: 6,
    });
  });

  test('several at once make the same archive, whoever signs', async () => {
    const store = aMemoryObjectStore();
    const entries = denseEntries(100);
    const other = aSigner();
    const both = new Map([...trusted, ...other.trusted]);
    const work = { source: sourceOf(entries), store, stream: 'stand', trusted: both, upTo: 100, size: TEN };
    const ends = await Promise.all(
      [signer, other, signer, other].map((who) => archiveOnce({ ...work, signer: who })),
    );
    expect(new Set(ends.map(({ to }) => to))).toEqual(new Set([100]));
    const reader = await openArchive(store, 'stand', both);
    expect(reader.to).toBe(100);
    expect(names(store.objects)).toHaveLength(20);
    expect(await reader.read(95, 100)).toEqual(entries.slice(95));
  });

  test('can die before or after any write: what comes next makes it whole, to the byte', async () => {
    const entries = denseEntries(35);
    const whole = aMemoryObjectStore();
    await archive({ entries, size: TEN, store: whole, signer });
    for (const isDone of [true, false]) {
      for (let death = 1; death <= 6; death++) {
        const store = aMemoryObjectStore();
        const dying = archive({ entries, size: TEN, store: dyingStore(store, death, isDone), signer });
        await expect(dying).rejects.toThrow('killed');
        const reader = await openArchive(store, 'stand', trusted);
        expect(reader.to % 10).toBe(0);
        await archive({ entries, size: TEN, store, signer });
        expect(bytesOf(store.objects)).toEqual(bytesOf(whole.objects));
      }
    }
  });

  test('takes what another zlib compressed for what it is, and other events for damage', async () => {
    const entries = denseEntries(10);
    const name = 'log/stand/0000000000000001-0000000000000010.ndjson.gz';
    const otherwise = gzipSync(segmentText(entries), { level: 1 });
    const store = aMemoryObjectStore(new Map([[name, otherwise]]));
    await archive({ entries, size: TEN, store, signer });
    expect(store.objects.get(name)).toEqual(otherwise);
    expect(await readAll(store, 100)).toEqual(entries);
    const planted = aMemoryObjectStore(new Map([[name, gzipSync(segmentText(denseEntries(10, 'other')))]]));
    const outcome = archive({ entries, size: TEN, store: planted, signer });
    await expect(outcome).rejects.toMatchObject({ code: 'archive-damaged' });
  });

  test('follows nobody whom it does not trust', async () => {
    const store = aMemoryObjectStore();
    const entries = denseEntries(30);
    await archive({ entries, size: TEN, store, signer: aSigner(), upTo: 20 });
    const before = bytesOf(store.objects);
    await expect(archive({ entries, size: TEN, store, signer })).rejects.toMatchObject({
      code: 'unknown-key',
    });
    expect(bytesOf(store.objects)).toEqual(before);
  });

  test('stops between two segments when told to', async () => {
    const store = aMemoryObjectStore();
    const stop = new AbortController();
    const work = {
      source: sourceOf(denseEntries(50)),
      store,
      stream: 'stand',
      signer,
      trusted,
      upTo: 50,
      size: TEN,
    };
    const outcome = archiveOnce({
      ...work,
      signal: stop.signal,
      onProgress(to) {
        if (to === 20) stop.abort();
      },
    });
    await expect(outcome).rejects.toMatchObject({ code: 'archiving-stopped' });
    expect((await openArchive(store, 'stand', trusted)).to).toBe(20);
  });

  test('refuses a text of two lines, a source that goes back, and a stream that is no name', async () => {
    const broken = [{ sequence: 1, text: '{\n}' }];
    await expect(archive({ entries: broken, size: { events: 1, bytes: 1 } })).rejects.toThrow(
      'no single line',
    );
    const back = { read: async () => [{ sequence: 1, text: '1' }] };
    const work = { store: aMemoryObjectStore(), stream: 'stand', signer, trusted, upTo: 9, size: TEN };
    await expect(archiveOnce({ ...work, source: back })).rejects.toThrow('went back');
    await expect(archive({ entries: [], size: TEN, stream: '../stand' })).rejects.toThrow(
      "can't be the name",
    );
  });
});

describe('a reader of the archive', () => {
  test('gives what was archived, from anywhere, in pages of any size', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 80 }),
        fc.record({ events: fc.integer({ min: 1, max: 12 }), bytes: fc.integer({ min: 1, max: 400 }) }),
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 0, max: 250 }),
        async (steps, size, limit, after) => {
          const entries = someEntries(steps);
          const store = aMemoryObjectStore();
          const { to } = await archive({ entries, size, store, signer });
          const kept = entries.filter(({ sequence }) => sequence <= to);
          expect(await readAll(store, limit)).toEqual(kept);
          const reader = await openArchive(store, 'stand', trusted);
          const page = await reader.read(after, limit);
          const expected = kept.filter(({ sequence }) => sequence > after);
          expect(page).toEqual(expected.slice(0, page.length));
          expect(page.length > 0).toBe(expected.length > 0);
        },
      ),
      runs(60),
    );
  });

  test('fetches the segment that it needs, once', async () => {
    const store = aMemoryObjectStore();
    const entries = denseEntries(1_000);
    await archive({ entries, size: TEN, store, signer });
    const got: string[] = [];
    const counting: ObjectStore = {
      ...store,
      get(name) {
        got.push(name);
        return store.get(name);
      },
    };
    const reader = await openArchive(counting, 'stand', trusted);
    expect(got).toEqual([]);
    for (const limit of [1, 3, 10])
      expect(await reader.read(505, limit)).toEqual(entries.slice(505, 505 + Math.min(limit, 5)));
    expect(got.filter((name) => name.endsWith('.gz'))).toEqual([
      'log/stand/0000000000000501-0000000000000510.ndjson.gz',
    ]);
    // Its own manifest, and that of the one before it.
    expect(got).toHaveLength(3);
  });

  test('sees what is archived after it was opened', async () => {
    const store = aMemoryObjectStore();
    const entries = denseEntries(40);
    const reader = await openArchive(store, 'stand', trusted);
    expect([reader.to, await reader.read(0, 5)]).toEqual([0, []]);
    await archive({ entries, size: TEN, store, signer, upTo: 20 });
    expect(await reader.read(0, 5)).toEqual(entries.slice(0, 5));
    await archive({ entries, size: TEN, store, signer });
    expect(await reader.read(39, 5)).toEqual(entries.slice(39));
    expect([reader.to, await reader.read(40, 5)]).toEqual([40, []]);
  });

  const spoilt = async (spoil: (objects: Map<string, Uint8Array>) => void): Promise<ObjectStore> => {
    const store = aMemoryObjectStore();
    await archive({ entries: denseEntries(50), size: TEN, store, signer });
    spoil(store.objects);
    return store;
  };
  const segment = 'log/stand/0000000000000021-0000000000000030';
  const before = 'log/stand/0000000000000011-0000000000000020';
  const codeOf = (reading: Promise<unknown>): Promise<string> =>
    reading.then(
      () => 'read',
      (error: unknown) => z.object({ code: z.string() }).parse(error).code,
    );

  test.each<[string, (objects: Map<string, Uint8Array>) => void]>([
    ['a changed segment', (objects) => (objects.get(`${segment}.ndjson.gz`)![50]! ^= 1)],
    ['a changed manifest', (objects) => (objects.get(`${segment}.json`)![50]! ^= 1)],
    ['a missing segment', (objects) => objects.delete(`${segment}.ndjson.gz`)],
    [
      'a swapped segment',
      (objects) => objects.set(`${segment}.ndjson.gz`, objects.get(`${before}.ndjson.gz`)!),
    ],
    ['a swapped manifest', (objects) => objects.set(`${segment}.json`, objects.get(`${before}.json`)!)],
    [
      'a hole before it',
      (objects) => ['.json', '.ndjson.gz'].forEach((ending) => objects.delete(`${before}${ending}`)),
    ],
  ])('uses nothing of %s', async (_, spoil) => {
    const reader = await openArchive(await spoilt(spoil), 'stand', trusted);
    expect(await codeOf(reader.read(25, 5))).toBe('archive-damaged');
    expect(await codeOf(reader.read(45, 5))).toBe('read');
  });

  test('trusts nobody by itself', async () => {
    const reader = await openArchive(await spoilt(() => undefined), 'stand', aSigner().trusted);
    expect(await codeOf(reader.read(25, 5))).toBe('unknown-key');
  });

  test('reads again what failed once', async () => {
    const store = await spoilt(() => undefined);
    let isAway = true;
    const flaky: ObjectStore = {
      ...store,
      get: (name) => (isAway ? Promise.reject(new Error('away')) : store.get(name)),
    };
    const reader = await openArchive(flaky, 'stand', trusted);
    await expect(reader.read(25, 5)).rejects.toThrow('away');
    isAway = false;
    expect(await reader.read(25, 5)).toHaveLength(5);
  });
});
