import { describe, expect, it } from '@jest/globals';
import { ORIGIN } from '../../../services/platform/event-log/event-log.ts';
import type { Opened } from './opened-log.ts';
import { anEvent, entriesOf, follow, idsOf, readAll, someEvents } from './log-events.ts';

export const describeFollowing = (opened: Opened): void => {
  describe('follow', () => {
    it('shows every follower everything, once and in order, while appends race', async () => {
      const { log } = opened();
      await log.append(someEvents('before', 500));
      const middle = (await log.read(ORIGIN, 123)).last;
      const total = 500 + 40 * 10 * 2;
      const followers = [
        follow(log, ORIGIN, { count: total }),
        follow(log, ORIGIN, { count: total, pause: 3 }),
        follow(log, middle, { count: total - 123 }),
        follow(log, log.head(), { count: total - 500 }),
      ];
      await Promise.all(
        Array.from({ length: 40 }, async (_, writer) => {
          for (let turn = 0; turn < 10; turn++) await log.append(someEvents(`${writer}/${turn}`, 2));
        }),
      );
      const all = await readAll(log);
      expect(all).toHaveLength(total);
      expect(await Promise.all(followers)).toEqual([all, all, all.slice(123), all.slice(500)]);
    });

    it('shows a follower at the head what is read once the log was opened again', async () => {
      const { log, reopen } = opened();
      const odd = ['ü', '\u2028', '\ud83c\udf2d', '\ud800', '"', '\\', '\u0000'].map((id) =>
        anEvent(`odd ${id}`),
      );
      const following = follow(log, ORIGIN, { count: odd.length + 300 });
      for (const event of odd) await log.append([event]);
      await log.append(someEvents('many', 300));
      const seen = await following;
      expect(seen).toHaveLength(odd.length + 300);
      expect(seen).toEqual(await readAll(await reopen()));
    });

    it('wakes a follower that waits, each time something comes', async () => {
      const { log } = opened();
      const stop = new AbortController();
      const ids = ['a', 'b', 'c'];
      await log.append([anEvent('first')]);
      for await (const batch of log.follow(ORIGIN, stop.signal)) {
        const [seen] = idsOf(entriesOf(batch));
        expect(batch.events).toHaveLength(1);
        const next = ids[ids.indexOf(seen ?? '') + 1];
        // Not awaited: the follower is to be waiting already when it becomes durable.
        if (next === undefined) stop.abort();
        else void log.append([anEvent(next)]);
      }
      expect(idsOf(await readAll(log))).toEqual(['first', ...ids]);
    });

    it('ends when the signal aborts while it waits', async () => {
      const { log } = opened();
      await log.append([anEvent('a')]);
      const stop = new AbortController();
      const following = follow(log, ORIGIN, { signal: stop.signal });
      const waiting = follow(log, log.head(), { signal: stop.signal });
      // By then the first has seen what there is, and waits as well.
      await follow(log, ORIGIN, { count: 1 });
      stop.abort();
      expect(await waiting).toEqual([]);
      expect(idsOf(await following)).toEqual(['a']);
    });

    it('shows nothing when the signal was aborted before', async () => {
      const { log } = opened();
      await log.append([anEvent('a')]);
      expect(await follow(log, ORIGIN, { signal: AbortSignal.abort() })).toEqual([]);
    });

    it('lets a follower leave, and the others stay', async () => {
      const { log } = opened();
      await log.append([anEvent('a')]);
      const staying = follow(log, ORIGIN, { count: 2 });
      expect(await follow(log, ORIGIN, { count: 1 })).toHaveLength(1);
      await log.append([anEvent('b')]);
      expect(await staying).toEqual(await readAll(log));
    });
  });
};
