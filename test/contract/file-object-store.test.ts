import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openFileObjectStore } from '../../services/platform/object-store/file-object-store.ts';
import { describeObjectStore } from './object-store-contract.ts';

const temporary = (): Promise<string> => mkdtemp(join(tmpdir(), 'relish-objects-'));

describeObjectStore('files of a folder', async () => {
  const parent = await temporary();
  const folder = join(parent, 'objects');
  const elsewhere = join(parent, 'elsewhere');
  return {
    store: await openFileObjectStore({ folder }),
    goAway: () => rename(folder, elsewhere),
    comeBack: async () => {
      if (existsSync(elsewhere)) await rename(elsewhere, folder);
    },
    dispose: () => rm(parent, { recursive: true }),
  };
});

describe('a folder of objects', () => {
  let folder: string;
  const bytes = new Uint8Array([1, 2, 3]);
  beforeEach(async () => {
    folder = await temporary();
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('keeps no drafts, and clears up those that a crash has left long ago', async () => {
    const drafts = join(folder, '~drafts');
    await mkdir(drafts);
    const long = new Date(Date.now() - 86_400_000);
    for (const name of ['old', 'young']) await writeFile(join(drafts, name), 'torn');
    await utimes(join(drafts, 'old'), long, long);
    const store = await openFileObjectStore({ folder });
    await store.putIfAbsent('a/b', bytes);
    await store.putIfAbsent('a/b', bytes);
    expect(await readdir(drafts)).toEqual(['young']);
    expect(await store.list('')).toEqual([{ name: 'a/b', size: 3 }]);
  });

  it('refuses a name that would have to be a folder and an object', async () => {
    const store = await openFileObjectStore({ folder });
    await store.putIfAbsent('a/b', bytes);
    const refusal = { code: 'invalid-object-name' };
    await expect(store.putIfAbsent('a', bytes)).rejects.toMatchObject(refusal);
    await expect(store.putIfAbsent('a/b/c', bytes)).rejects.toMatchObject(refusal);
    await expect(store.putIfAbsent('a/b/c/d', bytes)).rejects.toMatchObject(refusal);
    expect([await store.get('a'), await store.get('a/b/c')]).toEqual([undefined, undefined]);
    await store.remove('a');
    await store.remove('a/b/c');
    expect(await store.list('')).toHaveLength(1);
  });

  it('can be shared: each sees at once what the other has put', async () => {
    const [one, other] = [await openFileObjectStore({ folder }), await openFileObjectStore({ folder })];
    expect(await one.putIfAbsent('a/b/c', bytes)).toBe('stored');
    expect(await other.putIfAbsent('a/b/c', bytes)).toBe('exists');
    expect(await other.list('a/')).toHaveLength(1);
  });

  it('must be one: a file in its place is said at the start', async () => {
    await writeFile(join(folder, 'file'), '');
    await expect(openFileObjectStore({ folder: join(folder, 'file') })).rejects.toMatchObject({
      code: 'objects-refused',
    });
  });
});
