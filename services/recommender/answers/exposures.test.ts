import { describe, expect, it } from '@jest/globals';
import { anAnswer } from '../../../test/builders/an-answer.ts';
import type { LogBatch } from '../../platform/event-log/event-log.ts';
import { exposureOf, findExposure, lateRequestId, requestIdAt } from './exposures.ts';
import { WaitingExposures } from './waiting-exposures.ts';

const HEAD = '0000000000000000';
const id = (digit: string): string => requestIdAt(HEAD, digit.repeat(32));
const exposed = (requestId: string, position = HEAD) =>
  exposureOf({ kind: 'popular', limit: 5 }, anAnswer({ requestId, position }), '2026-11-20T12:00:00Z');

/** A log with `before` events of others in front of one. */
const logOf = (before: number, last: ReturnType<typeof exposed>) => ({
  async read(after: string, limit: number): Promise<LogBatch> {
    const from = Number(after);
    const count = Math.max(0, Math.min(limit, before + 1 - from));
    const other = exposed(id('f'));
    const events = Array.from({ length: count }, (_, index) => (from + index === before ? last : other));
    const positionOf = (index: number) => String(from + index + 1).padStart(16, '0');
    return { events, positionOf, last: count === 0 ? after : positionOf(count - 1) };
  },
});

describe('a record of what went out', () => {
  it('is found soon behind the head that its id names, or was never written', async () => {
    expect(await findExposure(logOf(19_000, exposed(id('a'))), id('a'))).toMatchObject({ id: id('a') });
    expect(await findExposure(logOf(21_000, exposed(id('a'))), id('a'))).toBeUndefined();
    expect(await findExposure(logOf(0, exposed(id('a'))), 'r-1')).toBeUndefined();
  });

  it('is found behind all that others wrote meanwhile, if it was written late', async () => {
    const late = lateRequestId(id('a'));
    expect(await findExposure(logOf(150_000, exposed(late)), late)).toMatchObject({ id: late });
    expect(await findExposure(logOf(250_000, exposed(late)), late)).toBeUndefined();
  });
});

describe('records that wait', () => {
  it('keep their order, are found by their ids, and are no more than there is room for', () => {
    const waiting = new WaitingExposures({ answers: 2, characters: 10_000 });
    const [a, b, c] = ['a', 'b', 'c'].map((digit) => exposed(id(digit)));
    expect([a!, b!, c!].map((each) => waiting.add(each))).toEqual([true, true, false]);
    expect(waiting.find(id('b'))).toBe(b);
    expect(waiting.first(5)).toEqual([a, b]);
    waiting.remove([a!]);
    expect(waiting.add(c!)).toBe(true);
    expect(waiting.first(1)).toEqual([b]);
    expect(waiting.count).toBe(2);
  });

  it('take no more memory than they may', () => {
    const { length } = JSON.stringify(exposed(id('a')));
    const waiting = new WaitingExposures({ answers: 10, characters: 2 * length });
    expect(['a', 'b', 'c'].map((digit) => waiting.add(exposed(id(digit))))).toEqual([true, true, false]);
    waiting.remove(waiting.first(1));
    expect(waiting.add(exposed(id('c')))).toBe(true);
  });
});
