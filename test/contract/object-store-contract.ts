import { createHash, randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { ObjectStore } from '../../services/platform/object-store/object-store.ts';

export interface OpenedObjects {
  readonly store: ObjectStore;
  /** Nobody reaches the store, until `comeBack`. */
  goAway(): Promise<void>;
  comeBack(): Promise<void>;
  dispose(): Promise<void>;
}

const RACERS = 20;
const MANY = 1_050;
const AT_ONCE = 50;
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);
const digestOf = (bytes: Uint8Array | undefined): string =>
  createHash('sha256')
    .update(bytes ?? 'none')
    .digest('hex');

/** What every adapter of `ObjectStore` promises. One store is opened for all of it, so that engines start once. */
export const describeObjectStore = (name: string, open: () => Promise<OpenedObjects>): void => {
  describe(`ObjectStore: ${name}`, () => {
    let opened: OpenedObjects;
    let store: ObjectStore;
    beforeAll(async () => {
      opened = await open();
      store = opened.store;
    });
    afterAll(() => opened.dispose());
    const putAll = async (names: readonly string[]): Promise<void> => {
      for (let from = 0; from < names.length; from += AT_ONCE)
        await Promise.all(
          names.slice(from, from + AT_ONCE).map((each) => store.putIfAbsent(each, bytesOf(each))),
        );
    };
    const namesOf = async (prefix: string): Promise<readonly string[]> =>
      (await store.list(prefix)).map((entry) => entry.name);

    describe('one object', () => {
      it('is what was put, until it is removed', async () => {
        expect(await store.get('one/a')).toBeUndefined();
        expect(await store.putIfAbsent('one/a', bytesOf('first'))).toBe('stored');
        expect(textOf(await store.get('one/a'))).toBe('first');
        expect(await store.list('one/')).toEqual([{ name: 'one/a', size: 5 }]);
        await store.remove('one/a');
        await store.remove('one/a');
        expect([await store.get('one/a'), await store.list('one/')]).toEqual([undefined, []]);
        expect(await store.putIfAbsent('one/a', bytesOf('again'))).toBe('stored');
      });

      it('is never overwritten', async () => {
        await store.putIfAbsent('one/b', bytesOf('first'));
        expect(await store.putIfAbsent('one/b', bytesOf('second'))).toBe('exists');
        expect(await store.putIfAbsent('one/b', bytesOf('first'))).toBe('exists');
        expect(textOf(await store.get('one/b'))).toBe('first');
      });

      it.each([0, 1, 65_536, 1_048_577, 20_000_000])('keeps %d bytes of any value', async (size) => {
        const bytes = randomBytes(size);
        // A view into something larger, as what a compressor returns: only its own bytes are put.
        const view = new Uint8Array(Buffer.concat([randomBytes(3), bytes, randomBytes(5)])).subarray(
          3,
          3 + size,
        );
        expect(await store.putIfAbsent(`one/sizes/${size}`, view)).toBe('stored');
        expect(digestOf(await store.get(`one/sizes/${size}`))).toBe(digestOf(bytes));
        expect(await store.list(`one/sizes/${size}`)).toEqual([{ name: `one/sizes/${size}`, size }]);
      });
    });

    describe('many who put the same name at once', () => {
      it.each([1, 2, 3])('store it once, and read what that one put (race %d)', async (race) => {
        const object = `race/${race}/object`;
        const all = Array.from({ length: RACERS }, (_, racer) => randomBytes(1_000 + racer));
        const outcomes = await Promise.all(all.map((bytes) => store.putIfAbsent(object, bytes)));
        const winners = outcomes.flatMap((outcome, racer) => (outcome === 'stored' ? [racer] : []));
        expect(winners).toHaveLength(1);
        expect(digestOf(await store.get(object))).toBe(digestOf(all[winners[0]!]));
      });
    });

    describe('list', () => {
      it('has all names of a prefix, sorted, however many there are', async () => {
        const names = Array.from(
          { length: MANY },
          (_, index) => `many/${String(index * 7).padStart(6, '0')}.gz`,
        );
        await putAll([...names].reverse());
        expect(await namesOf('many/')).toEqual(names);
        expect(await namesOf('many/0003')).toEqual(names.filter((each) => each.startsWith('many/0003')));
        expect(await namesOf('many/9')).toEqual([]);
      }, 120_000);

      it('takes a prefix by its characters, not by folders, and sorts so', async () => {
        const names = ['tree-1', 'tree.gz', 'tree/a', 'tree/a-b/c', 'tree/a.b', 'tree/ab/c/d', 'tree_'];
        await putAll(['tree/ab/c/d', 'tree_', 'tree/a', 'tree.gz', 'tree/a-b/c', 'tree-1', 'tree/a.b']);
        expect(await namesOf('tree')).toEqual(names);
        expect(await namesOf('tree/a')).toEqual(names.filter((each) => each.startsWith('tree/a')));
        expect(await namesOf('tree/ab')).toEqual(['tree/ab/c/d']);
        expect(await namesOf('tree/ab/c/d')).toEqual(['tree/ab/c/d']);
        expect(await namesOf('tree/ab/c/d/')).toEqual([]);
        expect(await namesOf('')).toEqual(expect.arrayContaining(names));
      });

      it('gives names back as they are, also those that look like something else', async () => {
        const names = ['.hidden', '007', '0x1f', '1.10', '1e5', '_', 'a..b', 'null', 'true', '~'].slice(
          0,
          -1,
        );
        await putAll(names);
        const found = await namesOf('');
        expect(found.filter((each) => names.includes(each))).toEqual([...names].sort());
        expect(textOf(await store.get('1e5'))).toBe('1e5');
      });
    });

    describe('a name', () => {
      it.each([
        [
          '',
          '/',
          'a/',
          '/a',
          'a//b',
          '.',
          '..',
          'a/../b',
          './a',
          'A',
          'a b',
          'a\\b',
          'ä',
          'a\0',
          'a%2fb',
          '~drafts/x',
        ],
      ])('that could mean something else is refused (%#)', async (...names) => {
        names.push('a'.repeat(201), `${'a/'.repeat(300)}a`);
        for (const each of names) {
          const refusal = { status: 400, code: 'invalid-object-name' };
          await expect(store.putIfAbsent(each, bytesOf('x'))).rejects.toMatchObject(refusal);
          await expect(store.get(each)).rejects.toMatchObject(refusal);
          await expect(store.remove(each)).rejects.toMatchObject(refusal);
        }
        for (const each of ['/', '../', 'a//', 'A', 'a b', '~'])
          await expect(store.list(each)).rejects.toMatchObject({ code: 'invalid-object-name' });
      });

      it('may be as long as is promised', async () => {
        const longest = `${'a'.repeat(200)}/${'b'.repeat(200)}/${'c'.repeat(110)}`;
        expect(longest).toHaveLength(512);
        expect(await store.putIfAbsent(longest, bytesOf('x'))).toBe('stored');
        expect(await namesOf(longest)).toEqual([longest]);
      });
    });

    describe('while it is away', () => {
      afterEach(() => opened.comeBack());

      it('says so, and has everything when it is back', async () => {
        await store.putIfAbsent('away/a', bytesOf('before'));
        await opened.goAway();
        const away = { status: 503, code: 'objects-away' };
        await expect(store.get('away/a')).rejects.toMatchObject(away);
        await expect(store.get('away/none')).rejects.toMatchObject(away);
        await expect(store.list('away/')).rejects.toMatchObject(away);
        await expect(store.putIfAbsent('away/b', bytesOf('meanwhile'))).rejects.toMatchObject(away);
        await expect(store.remove('away/a')).rejects.toMatchObject(away);
        await opened.comeBack();
        expect(textOf(await store.get('away/a'))).toBe('before');
        expect(await store.putIfAbsent('away/a', bytesOf('after'))).toBe('exists');
        expect(await store.putIfAbsent('away/c', bytesOf('after'))).toBe('stored');
      });
    });
  });
};
