import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { archive, aSigner, denseEntries, someEntries } from '../../../test/builders/an-archive.ts';
import { aMemoryObjectStore, type MemoryObjectStore } from '../../../test/builders/memory-object-store.ts';
import { runs } from '../../../test/builders/runs.ts';
import { decodeEnvelope, encodeEnvelope } from '../signing/envelope.ts';
import { type ArchiveReport, verifyArchive } from './verify-archive.ts';

const signer = aSigner();
const { trusted } = signer;
const STREAM = 'stand';
/** Which object, and which byte or how. */
const pick = fc.nat(1_000_000);

const verify = (store: MemoryObjectStore, reach: number) =>
  verifyArchive(store, STREAM, trusted, undefined, { reach });
const namesOf = (store: MemoryObjectStore): readonly string[] => [...store.objects.keys()].sort();
/** All that the report names: the objects, and in a broken link's two the one that is wrong. */
const named = ({ problems }: ArchiveReport): readonly string[] => problems.flatMap(({ objects }) => objects);
const stemOf = (name: string): string => name.replace(/\.(json|ndjson\.gz)$/, '');

interface Scene {
  readonly store: MemoryObjectStore;
  readonly names: readonly string[];
  readonly to: number;
  /** Of the same stream and length, signed by the same key, with other events. */
  other(): Promise<MemoryObjectStore>;
  /** The same events as another stream. */
  elsewhere(): Promise<MemoryObjectStore>;
}

/** Archives of at least two segments. */
const scenes = fc
  .record({
    steps: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 8, maxLength: 30 }),
    events: fc.integer({ min: 1, max: 4 }),
  })
  .map(({ steps, events }) => async (): Promise<Scene> => {
    const size = { events, bytes: 1_000_000 };
    const make = async (salt: string, stream: string) => {
      const store = aMemoryObjectStore();
      const { to } = await archive({ entries: someEntries(steps, salt), size, store, signer, stream });
      return { store, to };
    };
    const { store, to } = await make('', STREAM);
    return {
      store,
      to,
      names: namesOf(store),
      other: async () => (await make('other', STREAM)).store,
      elsewhere: async () => (await make('', 'recommender')).store,
    };
  });

/** Does something to an archive; says which objects it was. */
type Manipulation = (scene: Scene, at: number, how: number) => readonly string[] | Promise<readonly string[]>;

const flip: Manipulation = ({ store, names }, at, how) => {
  const name = names[at % names.length]!;
  const bytes = store.objects.get(name)!;
  bytes[how % bytes.byteLength]! ^= 1 << (how % 8);
  return [name];
};
const cut: Manipulation = ({ store, names }, at, how) => {
  const name = names[at % names.length]!;
  const bytes = store.objects.get(name)!;
  store.objects.set(name, bytes.slice(0, how % bytes.byteLength));
  return [name];
};
const remove: Manipulation = ({ store, names }, at) => {
  const name = names[at % names.length]!;
  store.objects.delete(name);
  return [name];
};
const swap: Manipulation = ({ store, names }, at, how) => {
  const first = at % names.length;
  const [one, two] = [names[first]!, names[(first + 1 + (how % (names.length - 1))) % names.length]!];
  const kept = store.objects.get(one)!;
  store.objects.set(one, store.objects.get(two)!);
  store.objects.set(two, kept);
  return [one, two];
};
const duplicate: Manipulation = (scene, at, how) => {
  const { store, names } = scene;
  const name = names[at % names.length]!;
  const ending = name.slice(stemOf(name).length);
  const position = (sequence: number) => String(sequence).padStart(16, '0');
  const copies = [
    `log/${STREAM}/copy${ending}`,
    `${name}.1`,
    `log/${STREAM}/${position(how + 1)}-${position(how + 5)}${ending}`,
    name.endsWith('.json') ? name.replace('.json', '.ndjson.gz.json') : name.replace('.ndjson.gz', '.gz'),
  ];
  const copy = copies[how % copies.length]!;
  if (store.objects.has(copy)) return remove(scene, at, how);
  store.objects.set(copy, store.objects.get(name)!);
  return [copy];
};
/** Both objects of a segment, validly signed, of another chain. */
const exchange: Manipulation = async ({ store, names, other }, at) => {
  const { objects } = await other();
  const stem = stemOf(names[at % names.length]!);
  for (const ending of ['.json', '.ndjson.gz']) store.objects.set(stem + ending, objects.get(stem + ending)!);
  return [`${stem}.json`];
};
const foreign: Manipulation = async ({ store, names, elsewhere }, at) => {
  const { objects } = await elsewhere();
  const stem = stemOf(names[at % names.length]!);
  for (const ending of ['.json', '.ndjson.gz']) {
    store.objects.set(stem + ending, objects.get((stem + ending).replace(STREAM, 'recommender'))!);
  }
  return [`${stem}.json`];
};
const resign: Manipulation = ({ store, names }, at) => {
  const stem = stemOf(names[at % names.length]!);
  const { payloadType, payload } = decodeEnvelope(store.objects.get(`${stem}.json`)!);
  store.objects.set(
    `${stem}.json`,
    encodeEnvelope(aSigner().sign(payloadType, Buffer.from(payload, 'base64'))),
  );
  return [`${stem}.json`];
};

describe('verifyArchive', () => {
  test('finds nothing in an archive that nobody touched', async () => {
    await fc.assert(
      fc.asyncProperty(scenes, async (make) => {
        const { store, to } = await make();
        const report = await verify(store, to);
        expect(report).toMatchObject({ problems: [], to, segments: store.objects.size / 2 });
      }),
      runs(8),
    );
  });

  test.each<[string, Manipulation]>([
    ['a flipped bit', flip],
    ['an object cut short', cut],
    ['a missing object', remove],
    ['two objects swapped', swap],
    ['a copy under another name', duplicate],
    ['a segment of another chain of the same signer', exchange],
    ['a segment of another stream', foreign],
    ['a manifest that somebody else signed', resign],
  ])('names %s', async (_, manipulate) => {
    await fc.assert(
      fc.asyncProperty(scenes, pick, pick, async (make, at, how) => {
        const made = await make();
        const touched = await manipulate(made, at, how);
        const found = named(await verify(made.store, made.to));
        // A manifest that went leaves entries that nobody vouches for: what is missing is named by its pair.
        const stems = new Set(found.map(stemOf));
        for (const name of touched) expect([...stems]).toContain(stemOf(name));
        // Beyond these: the neighbours of a broken link, and the end that is missing. Nothing that is far away.
        const near = new Set(touched.map(stemOf));
        expect([...stems].filter((stem) => !near.has(stem)).length).toBeLessThanOrEqual(2);
      }),
      runs(25),
    );
  });

  const ten = async () => {
    const store = aMemoryObjectStore();
    await archive({ entries: denseEntries(50), size: { events: 10, bytes: 1_000 }, store, signer });
    return store;
  };
  const stem = (from: number) =>
    `log/${STREAM}/${[from, from + 9].map((at) => String(at).padStart(16, '0')).join('-')}`;
  const drop = (store: MemoryObjectStore, from: number) => {
    for (const ending of ['.json', '.ndjson.gz']) store.objects.delete(stem(from) + ending);
  };

  test('says which positions are missing in the middle, and which are too few at the end', async () => {
    const hole = await ten();
    drop(hole, 21);
    expect((await verify(hole, 50)).problems).toEqual([
      {
        kind: 'broken-link',
        objects: [`${stem(11)}.json`, `${stem(31)}.json`],
        detail: expect.stringContaining('(positions 0000000000000021 to 0000000000000030)'),
      },
    ]);
    const short = await ten();
    drop(short, 41);
    expect((await verify(short, 40)).problems).toEqual([]);
    expect((await verify(short, 41)).problems).toMatchObject([
      { kind: 'short', objects: [`log/${STREAM}/`] },
    ]);
    const headless = await ten();
    drop(headless, 1);
    expect((await verify(headless, 0)).problems).toMatchObject([
      { kind: 'broken-link', objects: [`${stem(11)}.json`] },
    ]);
  });

  test('names the stranger alone, not those beside it', async () => {
    const [store, other] = [await ten(), aMemoryObjectStore()];
    await archive({
      entries: denseEntries(50, 'other'),
      size: { events: 10, bytes: 1_000 },
      store: other,
      signer,
    });
    for (const ending of ['.json', '.ndjson.gz']) {
      store.objects.set(stem(21) + ending, other.objects.get(stem(21) + ending)!);
    }
    expect((await verify(store, 50)).problems).toMatchObject([
      { kind: 'broken-link', objects: [`${stem(21)}.json`] },
    ]);
  });

  test('says of a key that nobody trusts that it is that', async () => {
    const report = await verifyArchive(await ten(), STREAM, aSigner().trusted);
    expect(report.problems).toHaveLength(5);
    expect(new Set(report.problems.map(({ kind }) => kind))).toEqual(new Set(['untrusted']));
    expect(report).toMatchObject({ segments: 0, events: 0, to: 0 });
  });

  test('tells how far it is, and stops when told to', async () => {
    const steps: [number, number][] = [];
    await verifyArchive(await ten(), STREAM, trusted, (...step) => void steps.push(step));
    expect(steps).toEqual([
      [4, 5],
      [5, 5],
    ]);
    const signal = AbortSignal.abort();
    await expect(verifyArchive(await ten(), STREAM, trusted, undefined, { signal })).rejects.toThrow();
  });

  test('takes an empty archive for what it is', async () => {
    expect(await verify(aMemoryObjectStore(), 0)).toMatchObject({ segments: 0, problems: [] });
    expect((await verify(aMemoryObjectStore(), 1)).problems).toMatchObject([{ kind: 'short' }]);
  });
});
