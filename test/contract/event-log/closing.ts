import { describe, expect, it } from '@jest/globals';
import { ORIGIN } from '../../../services/platform/event-log/event-log.ts';
import type { Opened } from './opened-log.ts';
import { anEvent, appended, follow, idsOf, readAll, someEvents, SOURCE } from './log-events.ts';

const isClosed = { code: 'log-closed', status: 503 };

export const describeClosing = (opened: Opened): void => {
  describe('closing and opening again', () => {
    it('finds everything that was there, and goes on from there', async () => {
      const { log, reopen } = opened();
      await log.append(someEvents('a', 700));
      await log.append(someEvents('x', 5, '/elsewhere'));
      const before = await readAll(log);
      const again = await reopen();
      expect(await readAll(again)).toEqual(before);
      expect(again.head()).toBe(before.at(-1)?.position);

      const twice = appended(await again.append([anEvent('a-42'), anEvent('new')]));
      expect(twice.duplicate).toEqual([true, false]);
      expect(twice.positions[0]).toBe(before[42]?.position);
      const stale = { source: '/elsewhere', position: ORIGIN };
      expect(await again.append([anEvent('y', '/elsewhere')], { expected: stale })).toEqual({
        outcome: 'conflict',
        actual: before.at(-1)?.position,
      });
      const expected = { source: SOURCE, position: twice.positions[1] ?? '' };
      expect((await again.append([anEvent('newer')], { expected })).outcome).toBe('appended');
      expect(idsOf(await readAll(await reopen()))).toEqual([...idsOf(before), 'new', 'newer']);
    });

    it('finishes what was begun before it closes', async () => {
      const { log, reopen } = opened();
      await log.append([anEvent('first')]);
      const appends = Array.from({ length: 50 }, (_, index) => log.append(someEvents(`e${index}`, 4)));
      const reading = log.read(ORIGIN, 1);
      await log[Symbol.asyncDispose]();
      const outcomes = await Promise.all(appends);
      expect((await reading).events.map(({ id }) => id)).toEqual(['first']);
      const read = await readAll(await reopen());
      expect(read).toHaveLength(201);
      expect(read.slice(1).map(({ position }) => position)).toEqual(
        outcomes.flatMap((outcome) => appended(outcome).positions),
      );
    });

    it('ends its followers', async () => {
      const { log } = opened();
      const following = follow(log, ORIGIN);
      await log[Symbol.asyncDispose]();
      expect(await following).toEqual([]);
    });

    it('takes nothing and shows nothing once it is closed, and closes once', async () => {
      const { log } = opened();
      await log.append([anEvent('a')]);
      await log[Symbol.asyncDispose]();
      await log[Symbol.asyncDispose]();
      await expect(log.append([anEvent('b')])).rejects.toMatchObject(isClosed);
      await expect(log.read(ORIGIN, 1)).rejects.toMatchObject(isClosed);
      expect(await follow(log, ORIGIN)).toEqual([]);
    });
  });
};
