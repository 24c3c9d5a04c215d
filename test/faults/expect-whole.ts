import { expect } from '@jest/globals';
import type { EventLog, Position } from '../../services/platform/event-log/event-log.ts';
import { anEvent, readAll } from '../contract/event-log/log-events.ts';

/**
 * What must hold of a log that `append-until-killed.ts` wrote, however it ended: all that was acknowledged is
 * where it was said to be, everything is there once and whole, and nothing is there without what came before it.
 */
export const expectWhole = async (
  log: EventLog,
  acknowledged: ReadonlyMap<string, Position>,
): Promise<void> => {
  const read = await readAll(log);
  const byId = new Map(read.map(({ event, position }) => [event.id, position]));
  expect(byId.size).toBe(read.length);
  expect(read.map(({ position }) => Number(position))).toEqual(read.map((_, index) => index + 1));
  expect(read.at(-1)?.position ?? log.head()).toBe(log.head());
  expect(read.filter(({ event }) => JSON.stringify(event) !== JSON.stringify(anEvent(event.id)))).toEqual([]);
  const lost = [...acknowledged].filter(([id, position]) => byId.get(id) !== position);
  expect(lost).toEqual([]);

  const turns = new Map<string, number>();
  for (let index = 0; index < read.length;) {
    const [run, writer, turn, , size] = (read[index]?.event.id ?? '').split('/');
    const name = `${run}/${writer}`;
    const batch = Array.from({ length: Number(size) }, (_, part) => `${name}/${turn}/${part}/${size}`);
    // The events of one append are all there, and the append that its writer waited for before it.
    expect(read.slice(index, index + batch.length).map(({ event }) => event.id)).toEqual(batch);
    expect(Number(turn)).toBe(turns.get(name) ?? 0);
    turns.set(name, Number(turn) + 1);
    index += batch.length;
  }
};
