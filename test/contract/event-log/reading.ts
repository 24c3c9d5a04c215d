import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ORIGIN, type Position } from '../../../services/platform/event-log/event-log.ts';
import type { Opened } from './opened-log.ts';
import { anEvent, appended, entriesOf, readAll, someEvents } from './log-events.ts';

export const describeReading = (opened: Opened): void => {
  describe('read', () => {
    it('finds nothing in an empty log', async () => {
      const { log } = opened();
      expect(log.head()).toBe(ORIGIN);
      expect(await log.read(ORIGIN, 10)).toMatchObject({ events: [], last: ORIGIN });
    });

    it('finds nothing at the head or past it, and stays where it is', async () => {
      const { log } = opened();
      await log.append(someEvents('a', 3));
      expect(await log.read(log.head(), 10)).toMatchObject({ events: [], last: log.head() });
      const far = '9999999999999999';
      expect(await log.read(far, 10)).toMatchObject({ events: [], last: far });
    });

    it('gives every event back as it was, of any script and any size', async () => {
      const { log } = opened();
      const text = fc.string({ unit: 'binary', maxLength: 40 });
      const texts = fc.array(fc.tuple(text, fc.integer({ min: 1, max: 2_000 })), {
        minLength: 1,
        maxLength: 8,
      });
      let batches = 0;
      await fc.assert(
        fc.asyncProperty(texts, async (parts) => {
          const events = parts.map(([subject, repeats], index) => ({
            ...anEvent(`${batches}-${index}`),
            subject: subject.repeat(repeats),
          }));
          batches++;
          const before = log.head();
          const { positions } = appended(await log.append(events));
          const read = entriesOf(await log.read(before, events.length));
          expect(read.map(({ event }) => JSON.stringify(event))).toEqual(
            events.map((event) => JSON.stringify(event)),
          );
          expect(read.map(({ position }) => position)).toEqual(positions);
        }),
        { numRuns: 25 },
      );
    });

    it('pages through the same log whatever was appended at once and whatever the pages hold', async () => {
      const { log } = opened();
      const sizes = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 5 });
      const limit = fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 2_000 }));
      let batches = 0;
      const all: string[] = [];
      const positions: Position[] = [];
      await fc.assert(
        fc.asyncProperty(sizes, limit, async (appends, page) => {
          for (const size of appends) {
            const events = someEvents(`b${batches++}`, size);
            positions.push(...appended(await log.append(events)).positions);
            all.push(...events.map(({ id }) => id));
          }
          // Small pages over a long log take long: they read its end.
          const start = Math.max(0, all.length - page * 50);
          let after = positions[start - 1] ?? ORIGIN;
          const read: string[] = [];
          while (after < log.head()) {
            const batch = await log.read(after, page);
            const { length } = batch.events;
            const isPage = length > 0 && length <= page && batch.positionOf(length - 1) === batch.last;
            if (!isPage) throw new Error(`After ${after} came ${length} events, up to ${batch.last}.`);
            read.push(...batch.events.map(({ id }) => id));
            after = batch.last;
          }
          expect(read).toEqual(all.slice(start));
        }),
        { numRuns: 25 },
      );
    });

    it('can be read from any position that an append gave', async () => {
      const { log } = opened();
      const { positions } = appended(await log.append(someEvents('a', 200)));
      for (const [index, position] of positions.entries()) {
        const { events } = await log.read(position, 1);
        expect(events.map(({ id }) => id)).toEqual(index < 199 ? [`a-${index + 1}`] : []);
      }
    });

    it('gives a run of the log while others append', async () => {
      const { log } = opened();
      const appending = Promise.all(
        Array.from({ length: 20 }, async (_, writer) => {
          for (let turn = 0; turn < 10; turn++) await log.append(someEvents(`${writer}/${turn}`, 3));
        }),
      );
      let most = 0;
      while (most < 600) {
        const read = await readAll(log, 37);
        expect(read.length).toBeGreaterThanOrEqual(most);
        const positions = read.map(({ position }) => position);
        expect(positions).toEqual([...new Set(positions)].sort());
        most = read.length;
        await setImmediate();
      }
      await appending;
    });
  });
};
