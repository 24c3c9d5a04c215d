import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { deserialize, serialize } from 'node:v8';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { pino } from 'pino';
import { ORIGIN } from '../../services/platform/event-log/event-log.ts';
import {
  type Draft,
  draftSnapshot,
  packSnapshot,
} from '../../services/recommender/snapshots/encode-snapshot.ts';
import { incidentOpened, policyActivated } from '../builders/acts.ts';
import { aShop } from '../builders/a-shop.ts';
import { anOrder } from '../builders/an-order.ts';
import { applyTo, fold } from '../builders/fold.ts';
import { aMemoryObjectStore } from '../builders/memory-object-store.ts';
import { smallPolicy } from '../builders/policies.ts';
import { aRecommenderSite } from '../builders/recommender-service.ts';
import { runs } from '../builders/runs.ts';
import { restored, snapshotOf, snapshotsIn } from '../builders/snapshots.ts';

const never = new AbortController().signal;
const shop = aShop({ policy: smallPolicy, established: 6, newcomers: 2, items: 6 });
const state = fold(shop, smallPolicy);
const empty = () => fold([], smallPolicy);
const digestOf = (bytes: Uint8Array) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
const unusable = { status: 422, code: 'snapshot-unusable' };
const laterBy = (events: number) =>
  Array.from({ length: events }, (_, index) => anOrder(`later-${index}`).by('a-1').of('i-1').events).flat();

const hear = () => {
  const lines: string[] = [];
  return { lines, logger: pino({}, { write: (line: string) => void lines.push(line) }) };
};

describe('a snapshot', () => {
  test('that was changed by a single bit, or cut, is refused, and the state stays empty', async () => {
    const { bytes, digest } = await snapshotOf(state);
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(7), fc.boolean(), async (at, bit, isCut) => {
        const damaged = Uint8Array.from(bytes).slice(0, isCut ? at : undefined);
        if (!isCut) damaged[at]! ^= 1 << bit;
        const into = empty();
        await expect(restored({ bytes: damaged, digest }, into)).rejects.toMatchObject(unusable);
        // Where the damage was signed it is found out, too, or it is none.
        await restored({ bytes: damaged, digest: digestOf(damaged) }, into).then(
          () => expect(into.digest()).toBe(state.digest()),
          (error: unknown) => expect(error).toMatchObject(unusable),
        );
        if (into.position === ORIGIN) expect(into.save()).toEqual(empty().save());
      }),
      runs(40),
    );
  });

  const changed: readonly (readonly [string, (draft: Draft) => Draft])[] = [
    ['of another format', (draft) => ({ ...draft, header: Object.assign({}, draft.header, { format: 2 }) })],
    ['that is something else', (draft) => ({ ...draft, records: [] })],
    ['that ends early', (draft) => ({ ...draft, records: draft.records.slice(0, -1) })],
    [
      'that keeps other facts',
      (draft) => {
        const parts: unknown = deserialize(draft.records[0]!);
        const renamed = JSON.stringify(parts).replace('"ofTheWhole"', '"ofAPart"');
        return { ...draft, records: [serialize(JSON.parse(renamed)), ...draft.records.slice(1)] };
      },
    ],
    [
      'that tells of other votes',
      (draft) => ({ ...draft, header: { ...draft.header, state: `sha256:${'0'.repeat(64)}` } }),
    ],
  ];
  test.each(changed)('%s is refused, and the state stays empty', async (_, change) => {
    const snapshot = await packSnapshot(change(await draftSnapshot(state, never)), never);
    const into = empty();
    await expect(restored(snapshot, into)).rejects.toMatchObject(unusable);
    expect(into.save()).toEqual(empty().save());
    expect(applyTo(into, shop).digest()).toBe(state.digest());
  });

  test('of a shop with another initial policy is refused where that is in force', async () => {
    const snapshot = await snapshotOf(state);
    await expect(restored(snapshot, fold([]))).rejects.toMatchObject(unusable);
    const activated = fold([...shop, policyActivated(smallPolicy)], fold([]).policy);
    const into = await restored(await snapshotOf(activated), fold([]));
    expect(into.digest()).toBe(state.digest());
  });

  test('can be cloned, says nothing of what follows, and refuses a state that goes on meanwhile', async () => {
    expect(structuredClone(state.save())).toEqual(state.save());
    const going = fold(shop, smallPolicy);
    const draft = draftSnapshot(going, never);
    await setImmediate();
    applyTo(going, laterBy(1));
    await expect(draft).rejects.toThrow('folded on');
  });
});

describe('snapshots in a store', () => {
  const positions = [shop.length, shop.length + 1, shop.length + 2, shop.length + 3];
  const filled = async () => {
    const store = aMemoryObjectStore();
    const going = fold(shop, smallPolicy);
    for (const _ of positions) {
      await snapshotsIn(store).keep(await snapshotOf(going));
      applyTo(going, laterBy(1));
    }
    return store;
  };
  const at = (index: number) => String(positions[index]!).padStart(16, '0');
  const namesOf = (index: number, { objects }: Awaited<ReturnType<typeof filled>>) =>
    [...objects.keys()].filter((name) => name.includes(at(index)));

  test('are the newest three; the newest that is not past the log is taken', async () => {
    const store = await filled();
    expect(await snapshotsIn(store).positions()).toEqual([at(3), at(2), at(1)]);
    expect(store.objects.size).toBe(6);
    for (const [upTo, expected] of [
      [at(3), at(3)],
      ['9'.repeat(16), at(3)],
      [at(2), at(2)],
      [at(0), ORIGIN],
    ] as const) {
      const into = empty();
      await snapshotsIn(store).restore(into, upTo, never);
      expect(into.position).toBe(expected);
    }
  });

  test('that are damaged, unsigned, of others or gone are said in the log, and an older one is taken', async () => {
    const damages: readonly ((name: string, objects: Map<string, Uint8Array>) => void)[] = [
      (name, objects) => objects.set(name, Buffer.from('garbage')),
      (name, objects) => {
        if (name.endsWith('.bin')) objects.delete(name);
      },
      (name, objects) => {
        if (name.endsWith('.json')) objects.set(name, objects.get(`snapshots/${at(2)}.json`)!);
      },
    ];
    for (const damage of damages) {
      const store = await filled();
      for (const name of namesOf(3, store)) damage(name, store.objects);
      const { lines, logger } = hear();
      const into = empty();
      await snapshotsIn(store, { logger }).restore(into, at(3), never);
      expect(into.position).toBe(at(2));
      expect(lines).toHaveLength(1);
      expect(lines[0]).toContain(at(3));
    }
    const into = empty();
    await snapshotsIn(await filled(), { key: 'theirs' }).restore(into, at(3), never);
    expect(into.position).toBe(ORIGIN);
    await snapshotsIn(await filled(), { log: 'another' }).restore(into, at(3), never);
    expect(into.position).toBe(ORIGIN);
  });

  test('may be kept twice, and by two versions at once: the first manifest stays with what it names', async () => {
    const store = aMemoryObjectStore();
    const one = await snapshotOf(state);
    const other = {
      ...one,
      bytes: Buffer.from('of a newer version'),
      digest: digestOf(Buffer.from('newer')),
    };
    for (const snapshot of [one, one, other]) await snapshotsIn(store).keep(snapshot);
    const into = empty();
    await snapshotsIn(store).restore(into, at(3), never);
    expect(into.digest()).toBe(state.digest());
  });

  test('that are out of reach leave the state empty', async () => {
    const { lines, logger } = hear();
    const store = { ...(await filled()), list: () => Promise.reject(new Error('away')) };
    const into = empty();
    await snapshotsIn(store, { logger }).restore(into, at(3), never);
    expect([into.position, lines.length]).toEqual([ORIGIN, 1]);
  });
});

describe('a recommender with snapshots', () => {
  test('starts from the newest one, reads on, and says what it would have said', async () => {
    const store = aMemoryObjectStore();
    const { lines, logger } = hear();
    const snapshots = { kept: snapshotsIn(store, { logger }) };
    await using site = await aRecommenderSite(smallPolicy, { snapshots, onLog: (line) => lines.push(line) });
    const asked = ['/v1/popular', '/v1/recommendations?accountId=e-1', '/v1/accounts/e-1'] as const;
    await site.append(shop);
    const [position] = await Promise.all([site.keepSnapshot(), site.append(laterBy(5))]);
    await site.append([incidentOpened('one'), ...laterBy(6).slice(5)]);
    const said = async () => {
      const status = (await site.call('GET /v1/status')).json;
      const answers = await Promise.all(asked.map(async (path) => (await site.call(`GET ${path}`)).json));
      return {
        status,
        answers: answers.map((answer) => Object.assign({}, answer, { requestId: '', position: '' })),
      };
    };
    const before = await said();
    await site.restart();
    const { answers, status } = await said();
    expect(answers).toEqual(before.answers);
    expect(status).toMatchObject(
      Object.assign({}, before.status, { position: expect.any(String), events: expect.any(Number) }),
    );
    expect(lines.filter((line) => line.includes('goes on from a snapshot'))).toHaveLength(1);
    expect(lines.join()).toContain(position);
  });

  test('keeps them by itself, answers about the past from them, and never takes one of another log', async () => {
    const store = aMemoryObjectStore();
    const snapshots = { kept: snapshotsIn(store), every: 10 };
    const read: string[] = [];
    const get = store.get;
    store.get = (name) => {
      read.push(name);
      return get(name);
    };
    await using site = await aRecommenderSite(smallPolicy, { snapshots });
    await site.append(shop);
    while ((await snapshots.kept.positions()).length === 0) await setImmediate();
    const [position] = await snapshots.kept.positions();
    await site.append(laterBy(20));
    read.length = 0;
    const past = await site.call(`GET /v1/popular?asOf=${site.log.head()}`);
    const again = await site.call(`GET /v1/popular?asOf=${position!}`);
    expect([past.status, again.status]).toEqual([200, 200]);
    expect(again.json).toMatchObject({ position });
    expect(read).toContain(`snapshots/${position!}.json`);
    await using other = await aRecommenderSite(smallPolicy, { snapshots: { kept: snapshots.kept } });
    expect((await other.call('GET /v1/status')).json).toMatchObject({ position: ORIGIN, events: 0 });
  });
});
