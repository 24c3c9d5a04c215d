import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { RelishEvent } from '../../contracts/events.ts';
import { GroupCommit } from './group-commit.ts';
import { openStores, type Stores } from './open-stores.ts';

const someEvents = (count: number): readonly RelishEvent[] =>
  Array.from({ length: count }, (_, index) => ({
    specversion: '1.0',
    id: `e-${index}`,
    source: '/tests',
    type: 'item.soldout',
    time: '2026-11-20T12:00:00Z',
    data: { itemId: 'bcpcc-8' },
  }));

describe('GroupCommit', () => {
  let folder: string;
  let stores: Stores;
  let commits: GroupCommit;
  let grown: number;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'relish-commit-'));
    stores = await openStores(folder);
    grown = 0;
    commits = new GroupCommit({ ...stores, onGrown: () => grown++ });
  });
  afterEach(async () => {
    await commits.settled();
    await stores.close();
    await rm(folder, { recursive: true });
  });

  it('knows what the write before has added, though the index is still being told', async () => {
    const events = someEvents(3_000);
    for (let round = 0; round < 5; round++) {
      const mine = events.map((event) => ({ ...event, source: `/tests/${round}` }));
      const first = commits.append(mine, undefined);
      // The first is on its way to the disk by then, so that the second has a write of its own.
      await setImmediate();
      const second = commits.append(mine, undefined);
      expect(await first).toMatchObject({ duplicate: mine.map(() => false) });
      expect(await second).toMatchObject({ duplicate: mine.map(() => true) });
    }
    expect(commits.head).toBe(5 * 3_000);
    expect(grown).toBe(5);
  });

  it('writes nothing more after a write that failed, even if the next one could be written', async () => {
    const [first, second, third] = someEvents(3).map((event) => [event]);
    await commits.append(first ?? [], undefined);
    await commits.settled();
    await stores.chunks.close();
    const refused = { code: 'log-unwritable', status: 503 };
    const both = [commits.append(second ?? [], undefined), commits.append(third ?? [], undefined)];
    for (const each of both) await expect(each).rejects.toMatchObject(refused);
    await stores.chunks.open();
    await expect(commits.append(third ?? [], undefined)).rejects.toMatchObject(refused);
    expect(commits.head).toBe(1);
    expect(await stores.chunks.count()).toBe(1);
  });
});
