import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ORIGIN } from '../../../services/platform/event-log/event-log.ts';
import type { Opened } from './opened-log.ts';
import { anEvent, appended, idsOf, readAll, someEvents } from './log-events.ts';

/** Ids and sources that run into one another as soon as they are joined carelessly. */
const awkward = ['a', 'b', 'a"', '","', '[', '\n', '\u0000', 'é', '🌭', '\ud800', '\ud801', '__proto__', ' '];

export const describeAppending = (opened: Opened): void => {
  describe('append', () => {
    it('gives each event the next position, in the order given', async () => {
      const { log } = opened();
      const first = appended(await log.append(someEvents('a', 3)));
      const second = appended(await log.append(someEvents('b', 2)));
      const positions = [...first.positions, ...second.positions];
      expect(positions).toEqual([...new Set(positions)].sort());
      expect(positions.every((position) => /^\d{16}$/.test(position) && position > ORIGIN)).toBe(true);
      expect(await readAll(log)).toEqual(
        [...someEvents('a', 3), ...someEvents('b', 2)].map((event, index) => ({
          event,
          position: positions[index],
        })),
      );
      expect(log.head()).toBe(positions.at(-1));
    });

    it('keeps what it was given, whatever the caller does to it afterwards', async () => {
      const { log } = opened();
      const event = anEvent('a');
      const appending = log.append([event]);
      event.data.accountId = 'somebody else';
      await appending;
      expect((await readAll(log)).map((read) => read.event)).toEqual([anEvent('a')]);
    });

    it('does nothing with nothing', async () => {
      const { log } = opened();
      expect(await log.append([])).toEqual({ outcome: 'appended', positions: [], duplicate: [] });
      expect(log.head()).toBe(ORIGIN);
    });

    it('writes an event once that comes twice: later, in one batch, or at the same time', async () => {
      const { log } = opened();
      const [first, second, third] = [anEvent('a'), anEvent('b'), anEvent('c')];
      const before = appended(await log.append([first, second, first]));
      expect(before.duplicate).toEqual([false, false, true]);
      expect(before.positions[2]).toBe(before.positions[0]);
      const after = appended(await log.append([second, third]));
      expect(after.duplicate).toEqual([true, false]);
      expect(after.positions[0]).toBe(before.positions[1]);
      const atOnce = await Promise.all(Array.from({ length: 20 }, () => log.append([first, anEvent('d')])));
      const outcomes = atOnce.map(appended);
      expect(outcomes.filter(({ duplicate }) => !duplicate[1])).toHaveLength(1);
      expect(new Set(outcomes.map(({ positions }) => positions[1])).size).toBe(1);
      expect(idsOf(await readAll(log))).toEqual(['a', 'b', 'c', 'd']);
    });

    it('keeps the first of two events that share their (source, id)', async () => {
      const { log } = opened();
      await log.append([anEvent('a')]);
      const other = { ...anEvent('a'), time: '2026-11-21T12:00:00.000Z' };
      expect(appended(await log.append([other])).duplicate).toEqual([true]);
      expect((await readAll(log)).map(({ event }) => event)).toEqual([anEvent('a')]);
    });

    it('tells any two (source, id) apart', async () => {
      const { log } = opened();
      const text = fc
        .array(fc.constantFrom(...awkward), { minLength: 1, maxLength: 3 })
        .map((parts) => parts.join(''));
      const names = fc.uniqueArray(fc.tuple(text, text), {
        minLength: 2,
        maxLength: 30,
        selector: JSON.stringify,
      });
      const known = new Set<string>();
      await fc.assert(
        fc.asyncProperty(names, async (pairs) => {
          const { duplicate } = appended(await log.append(pairs.map(([source, id]) => anEvent(id, source))));
          expect(duplicate).toEqual(pairs.map((pair) => known.has(JSON.stringify(pair))));
          for (const pair of pairs) known.add(JSON.stringify(pair));
        }),
        { numRuns: 30 },
      );
      const read = await readAll(log);
      expect(new Set(read.map(({ event }) => JSON.stringify([event.source, event.id])))).toEqual(known);
      expect(read).toHaveLength(known.size);
    });

    it('keeps the events of one caller in the order in which it appended them', async () => {
      const { log } = opened();
      const callers = Array.from({ length: 25 }, (_, caller) => `c${caller}/`);
      await Promise.all(
        callers.map(async (caller) => {
          for (let turn = 0; turn < 8; turn++) await log.append(someEvents(`${caller}${turn}`, 3));
        }),
      );
      const ids = idsOf(await readAll(log));
      expect(ids).toHaveLength(25 * 8 * 3);
      for (const caller of callers) {
        const inOrder = Array.from(
          { length: 8 * 3 },
          (_, index) => `${caller}${Math.floor(index / 3)}-${index % 3}`,
        );
        expect(ids.filter((id) => id.startsWith(caller))).toEqual(inOrder);
      }
    });
  });
};
