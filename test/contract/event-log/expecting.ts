import { describe, expect, it } from '@jest/globals';
import { ORIGIN, type Position } from '../../../services/platform/event-log/event-log.ts';
import type { Opened } from './opened-log.ts';
import { anEvent, appended, idsOf, readAll, someEvents, SOURCE } from './log-events.ts';

export const describeExpecting = (opened: Opened): void => {
  describe('append with an expected position', () => {
    it('writes where nobody else wrote to the source, whatever goes on in others', async () => {
      const { log } = opened();
      const first = appended(
        await log.append(someEvents('a', 2), { expected: { source: SOURCE, position: ORIGIN } }),
      );
      await log.append(someEvents('x', 5, '/elsewhere'));
      const position = first.positions[1] ?? ORIGIN;
      const second = await log.append([anEvent('b')], { expected: { source: SOURCE, position } });
      expect(second.outcome).toBe('appended');
    });

    it('writes nothing at all on a conflict, and says where the source is', async () => {
      const { log } = opened();
      const { positions } = appended(await log.append(someEvents('a', 2)));
      const batch = [anEvent('b'), anEvent('x', '/elsewhere')];
      for (const position of [ORIGIN, positions[0] ?? '', '9999999999999999']) {
        const outcome = await log.append(batch, { expected: { source: SOURCE, position } });
        expect(outcome).toEqual({ outcome: 'conflict', actual: positions[1] });
      }
      const elsewhere = { source: '/elsewhere', position: positions[1] ?? '' };
      expect(await log.append(batch, { expected: elsewhere })).toEqual({
        outcome: 'conflict',
        actual: ORIGIN,
      });
      expect(idsOf(await readAll(log))).toEqual(['a-0', 'a-1']);
      expect(log.head()).toBe(positions[1]);
      // What was refused is not known, so it can still be written.
      expect(appended(await log.append(batch)).duplicate).toEqual([false, false]);
    });

    it('does not take a duplicate for something new of the source', async () => {
      const { log } = opened();
      const { positions } = appended(await log.append(someEvents('a', 2)));
      await log.append([anEvent('a-0')]);
      const expected = { source: SOURCE, position: positions[1] ?? '' };
      expect((await log.append([anEvent('b')], { expected })).outcome).toBe('appended');
    });

    it('lets exactly one of many win who expect the same, round after round', async () => {
      const { log } = opened();
      let position: Position = ORIGIN;
      for (let round = 0; round < 10; round++) {
        const expected = { source: SOURCE, position };
        const racers = Array.from({ length: 30 }, (_, racer) => someEvents(`${round}/${racer}`, 2));
        const outcomes = await Promise.all(racers.map((events) => log.append(events, { expected })));
        const winners = outcomes.filter(({ outcome }) => outcome === 'appended').map(appended);
        expect(winners).toHaveLength(1);
        position = winners[0]?.positions[1] ?? '';
        const losers = outcomes.filter(({ outcome }) => outcome === 'conflict');
        expect(losers).toEqual(losers.map(() => ({ outcome: 'conflict', actual: position })));
      }
      expect(await readAll(log)).toHaveLength(20);
    });

    it('loses no update to a counter that many count up, each trying until it wins', async () => {
      const { log } = opened();
      const countUp = async (id: string): Promise<void> => {
        for (let position = ORIGIN; ;) {
          const outcome = await log.append([anEvent(id)], { expected: { source: SOURCE, position } });
          if (outcome.outcome === 'appended') return;
          position = outcome.actual;
        }
      };
      const ids = Array.from({ length: 20 }, (_, index) => `e-${index}`);
      await Promise.all(ids.map(countUp));
      expect([...idsOf(await readAll(log))].sort()).toEqual([...ids].sort());
    });
  });
};
