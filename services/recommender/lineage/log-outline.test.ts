import { describe, expect, test } from '@jest/globals';
import {
  changeRejected,
  incidentClosed,
  incidentFound,
  incidentOpened,
  labelled,
  modelTrained,
  quarantined,
  reinstated,
} from '../../../test/builders/acts.ts';
import { daysAgo } from '../../../test/builders/an-order.ts';
import { took } from '../../../test/builders/recommender-client.ts';
import type { RelishEvent } from '../../contracts/events.ts';
import { LogOutline } from './log-outline.ts';

const outlineOf = (events: readonly RelishEvent[]): LogOutline => {
  const outline = new LogOutline('peers');
  for (const [index, event] of events.entries()) outline.note(event, index + 1);
  return outline;
};
/** Two events a day. */
const days = (agos: readonly number[]): readonly RelishEvent[] => agos.flatMap((ago) => took('a', 'x', ago));
const countDown = (from: number): readonly number[] =>
  Array.from({ length: from + 1 }, (_, index) => from - index);

describe('the outline of a log', () => {
  test('has the end of each day that came to an end; days that come late have none', () => {
    const { ends, every, isCut } = outlineOf(days([4, 3, 5, 0])).days;
    expect(ends.map(({ at }) => at)).toEqual([2, 6]);
    expect([every, isCut]).toEqual([1, false]);
    expect(outlineOf([]).days).toEqual({ ends: [], every: 1, isCut: false });
  });

  test('of a long time has days at even distances, of the last year', () => {
    const { ends, every, isCut } = outlineOf(days(countDown(900))).days;
    expect(ends.length).toBeLessThanOrEqual(60);
    expect(ends.length).toBeGreaterThan(45);
    expect(isCut).toBe(true);
    const gaps = ends.slice(1).map(({ day }, index) => day - ends[index]!.day);
    expect(new Set(gaps)).toEqual(new Set([every]));
    expect(ends.at(-1)!.day).toBe(Math.floor(Date.parse(daysAgo(1)) / 86_400_000));
  });

  test('is no coarser for one order that is dated long ago', () => {
    const { ends, every } = outlineOf([...days([3_000]), ...days([3, 2, 1, 0])]).days;
    expect(every).toBe(1);
    expect(ends.length).toBe(3);
  });

  test('has runs of acts of one kind, cut by whatever orders come between', () => {
    const outline = outlineOf([
      ...['a', 'b', 'c'].map(quarantined),
      reinstated('a'),
      labelled('a'),
      ...days([0]),
      quarantined('d'),
      ...days([0]),
      quarantined('e'),
    ]);
    expect(outline.runs.map(({ type, first, last, count }) => [type, first, last, count])).toEqual([
      ['account.quarantined', 1, 3, 3],
      ['account.reinstated', 4, 4, 1],
      ['account.labelled', 5, 5, 1],
      ['account.quarantined', 8, 8, 1],
      ['account.quarantined', 11, 11, 1],
    ]);
    expect(outline.runs[0]).toMatchObject({ accounts: ['a', 'b', 'c'], reason: 'floods the stand' });
  });

  test('has what held publication and let it go on, and nothing that changes no list by itself', () => {
    const outline = outlineOf([
      quarantined('a'),
      incidentFound('weird', 'stale-data'),
      changeRejected('c-1'),
      modelTrained(),
      quarantined('b'),
      incidentOpened('held'),
      incidentClosed('weird'),
      incidentClosed('held'),
      incidentClosed('held'),
    ]);
    expect(outline.runs.map(({ type, first, last, count }) => [type, first, last, count])).toEqual([
      ['account.quarantined', 1, 5, 2],
      ['incident.opened', 6, 6, 1],
      ['incident.closed', 8, 8, 1],
    ]);
  });

  test('keeps the last acts alone', () => {
    const acts = Array.from({ length: 50 }, (_, index) => (index % 2 ? quarantined('a') : reinstated('a')));
    const { runs } = outlineOf(acts);
    expect(runs.length).toBe(20);
    expect(runs.at(-1)!.last).toBe(50);
  });
});
