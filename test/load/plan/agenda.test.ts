import { expect, test } from '@jest/globals';
import { seeded } from '../../builders/seeded.ts';
import { Agenda } from './agenda.ts';

test('gives what is due in the order of time, whatever the order in which it was entered, and nothing early', () => {
  const random = seeded(4);
  const agenda = new Agenda<number>();
  const dues = Array.from({ length: 2_000 }, () => Math.floor(random() * 500));
  for (const due of dues) agenda.add(due, due);
  const taken: number[] = [];
  for (let entry = agenda.take(249); entry; entry = agenda.take(249)) taken.push(entry.what);
  expect(agenda.nextDue).toBeGreaterThanOrEqual(250);
  for (let entry = agenda.take(500); entry; entry = agenda.take(500)) taken.push(entry.what);
  expect(taken).toEqual(dues.toSorted((a, b) => a - b));
  expect(agenda.size).toBe(0);
  expect(agenda.nextDue).toBeUndefined();
});
