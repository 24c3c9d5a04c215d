import { expect } from '@jest/globals';
import type { EventLog, Position } from '../../services/platform/event-log/event-log.ts';
import { anEvent, readAll } from '../contract/event-log/log-events.ts';

/** Ids at which an append is not there whole, or without the one that its writer waited for before. */
const brokenAppends = (ids: readonly string[]): readonly string[] => {
  const broken: string[] = [];
  const turns = new Map<string, number>();
  for (let index = 0; index < ids.length;) {
    const first = ids[index] ?? '';
    const [run, writer, turn, , size] = first.split('/');
    const name = `${run}/${writer}`;
    const whole = Array.from({ length: Number(size) }, (_, part) => `${name}/${turn}/${part}/${size}`);
    const isWhole = whole.every((id, part) => ids[index + part] === id);
    if (!isWhole || Number(turn) !== (turns.get(name) ?? 0)) broken.push(first);
    turns.set(name, Number(turn) + 1);
    index += Math.max(1, whole.length);
  }
  return broken;
};

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
  expect(read.filter(({ position }, index) => Number(position) !== index + 1)).toEqual([]);
  expect(Number(log.head())).toBe(read.length);
  expect(read.filter(({ event }) => JSON.stringify(event) !== JSON.stringify(anEvent(event.id)))).toEqual([]);
  expect([...acknowledged].filter(([id, position]) => byId.get(id) !== position)).toEqual([]);
  expect(brokenAppends(read.map(({ event }) => event.id))).toEqual([]);
};
