import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { aSigner, denseEntries, sourceOf } from '../../../test/builders/an-archive.ts';
import { aMemoryObjectStore, type MemoryObjectStore } from '../../../test/builders/memory-object-store.ts';
import { runs } from '../../../test/builders/runs.ts';
import type { ArchivedEntry } from '../archive/archived-entry.ts';
import type { ObjectStore } from '../object-store/object-store.ts';
import { restoreBackup } from './restore-backup.ts';
import { takeBackup } from './take-backup.ts';
import { verifyStore } from './verify-store.ts';

const SEVEN = { events: 7, bytes: 1_000_000 };
const signer = aSigner();
const { trusted } = signer;

const backup = (store: ObjectStore, head: number, salt = '') =>
  takeBackup({
    source: sourceOf(denseEntries(100, salt)),
    head,
    store,
    signer,
    trusted: new Map(),
    size: SEVEN,
  });

/** What comes out of the backup at a position. */
const restore = async (store: ObjectStore, position: number): Promise<readonly ArchivedEntry[]> => {
  const manifest = (await verifyStore(store, { trusted })).backups.find((one) => one.position === position)!;
  const all: ArchivedEntry[] = [];
  const target = { append: async (entries: readonly ArchivedEntry[]) => void all.push(...entries) };
  await restoreBackup({ store, trusted, manifest, target });
  return all;
};

const named = async (store: ObjectStore): Promise<readonly string[]> =>
  (await verifyStore(store, { trusted })).problems.flatMap(({ objects }) => objects);
const heads = fc
  .uniqueArray(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 4 })
  .map((all) => all.toSorted((a, b) => a - b));

const backups = async (at: readonly number[]): Promise<MemoryObjectStore> => {
  const store = aMemoryObjectStore();
  for (const head of at) await backup(store, head);
  return store;
};

describe('backups of a log that grows', () => {
  test('each come back whole, at the same positions, and share their segments', async () => {
    await fc.assert(
      fc.asyncProperty(heads, async (at) => {
        const store = await backups(at);
        expect(await verifyStore(store, { trusted })).toMatchObject({ problems: [] });
        for (const head of at) expect(await restore(store, head)).toEqual(denseEntries(head));
        expect(store.objects.size).toBe(2 * (Math.floor(at.at(-1)! / 7) + at.length));
      }),
      runs(20),
    );
  });

  test('say how many events are new', async () => {
    const store = aMemoryObjectStore();
    expect(await backup(store, 16)).toEqual({ position: 16, added: 16 });
    expect(await backup(store, 16)).toEqual({ position: 16, added: 2 });
    expect(await backup(store, 30)).toEqual({ position: 30, added: 16 });
  });

  test('can be taken by several at once', async () => {
    const store = aMemoryObjectStore();
    await Promise.all([20, 33, 20, 28].map((head) => backup(store, head)));
    expect((await verifyStore(store, { trusted })).problems).toEqual([]);
    for (const head of [20, 28, 33]) expect(await restore(store, head)).toEqual(denseEntries(head));
  });

  test('can be cut off at any write, and taken again', async () => {
    for (let death = 1; death <= 6; death++) {
      const store = aMemoryObjectStore();
      let puts = 0;
      const dying: ObjectStore = {
        ...store,
        putIfAbsent: (name, bytes) =>
          (puts += 1) < death ? store.putIfAbsent(name, bytes) : Promise.reject(new Error('killed')),
      };
      await expect(backup(dying, 16)).rejects.toThrow('killed');
      await backup(store, 18);
      expect(await restore(store, 18)).toEqual(denseEntries(18));
    }
  });

  test('take no other log for theirs', async () => {
    for (const head of [3, 16]) {
      const store = await backups([head]);
      const another = expect.objectContaining({ code: 'backup-of-another-log' });
      await expect(backup(store, 20, 'other')).rejects.toEqual(another);
      await expect(backup(store, head - 1)).rejects.toEqual(another);
      await expect(backup(aMemoryObjectStore(store.objects), 20)).resolves.toMatchObject({ position: 20 });
    }
  });

  test('are not taken of a log that ends before it says', async () => {
    await expect(backup(aMemoryObjectStore(), 101)).rejects.toThrow('ends at');
  });
});

describe('verifying all that is kept', () => {
  type Manipulation = (store: MemoryObjectStore, name: string, how: number) => string;
  const manipulations: Readonly<Record<string, Manipulation>> = {
    flip({ objects }, name, how) {
      const bytes = objects.get(name)!;
      bytes[how % bytes.byteLength]! ^= 1 << (how % 8);
      return name;
    },
    remove({ objects }, name) {
      objects.delete(name);
      return name;
    },
    copy({ objects }, name, how) {
      const copy = name.replace(/\d{16}/, String(50 + (how % 40)).padStart(16, '0'));
      objects.set(copy, objects.get(name)!);
      return copy;
    },
    swap({ objects }, name, how) {
      const others = [...objects.keys()].filter((other) => other !== name);
      const other = others[how % others.length]!;
      const kept = objects.get(name)!;
      objects.set(name, objects.get(other)!);
      objects.set(other, kept);
      return name;
    },
  };

  test.each(Object.keys(manipulations))('names what was changed: %s', async (which) => {
    await fc.assert(
      fc.asyncProperty(heads, fc.nat(100_000), fc.nat(100_000), async (at, what, how) => {
        const store = await backups(at);
        const names = [...store.objects.keys()];
        const touched = manipulations[which]!(store, names[what % names.length]!, how);
        const stems = (await named(store)).map((name) => name.replace(/\.(json|ndjson\.gz)$/, ''));
        expect(stems).toContain(touched.replace(/\.(json|ndjson\.gz)$/, ''));
      }),
      runs(30),
    );
  });

  test('finds that the end of the archive is gone, because a backup stands on it', async () => {
    const store = await backups([20]);
    for (const name of [...store.objects.keys()]) {
      if (name.startsWith('log/all/0000000000000008')) store.objects.delete(name);
    }
    expect(await named(store)).toEqual(['log/all/', 'backups/0000000000000020.json']);
    expect((await verifyStore(store, { trusted })).backups).toEqual([]);
  });

  test('finds a backup that stands on another archive', async () => {
    const [store, other] = [await backups([20]), aMemoryObjectStore()];
    await backup(other, 20, 'other');
    for (const [name, bytes] of other.objects) if (name.startsWith('log/')) store.objects.set(name, bytes);
    expect(await named(store)).toEqual(['backups/0000000000000020.json']);
  });

  test('takes an empty store for what it is', async () => {
    const empty = { archives: [], backups: [], problems: [] };
    expect(await verifyStore(aMemoryObjectStore(), { trusted })).toEqual(empty);
    const reach = new Map([['stand', 1]]);
    expect((await verifyStore(aMemoryObjectStore(), { trusted, reach })).problems).toMatchObject([
      { kind: 'short', objects: ['log/stand/'] },
    ]);
  });
});

describe('restoring', () => {
  test('stops at what changed after it was verified', async () => {
    for (const name of [
      'backups/0000000000000020.ndjson.gz',
      'log/all/0000000000000008-0000000000000014.ndjson.gz',
    ]) {
      const store = await backups([20]);
      const [manifest] = (await verifyStore(store, { trusted })).backups;
      store.objects.get(name)![30]! ^= 1;
      const target = { append: async () => undefined };
      const restoring = restoreBackup({ store, trusted, manifest: manifest!, target });
      await expect(restoring).rejects.toMatchObject({ code: 'archive-damaged' });
    }
  });
});
