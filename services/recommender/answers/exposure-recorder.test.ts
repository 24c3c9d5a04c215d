import { describe, expect, test } from '@jest/globals';
import { anAnswer } from '../../../test/builders/an-answer.ts';
import type { RelishEvent } from '../../contracts/events.ts';
import type { EventLog } from '../../platform/event-log/event-log.ts';
import { logAway } from '../../platform/event-log/log-errors.ts';
import { createLogger } from '../../platform/telemetry/logger.ts';
import { ExposureRecorder } from './exposure-recorder.ts';

const question = { kind: 'popular', limit: 5 } as const;
const answer = anAnswer({ requestId: 'r-1' });
const PLENTY = 60_000;

/** A log whose writes end when they are told to. */
const aSlowLog = () => {
  const written: string[] = [];
  const writes: { readonly finish: () => void; readonly fail: (error: unknown) => void }[] = [];
  const append: EventLog['append'] = (events: readonly RelishEvent[]) =>
    new Promise((resolve, reject) => {
      const finish = () => {
        written.push(...events.map(({ id }) => id));
        resolve({
          outcome: 'appended',
          positions: events.map(() => '0'.repeat(16)),
          duplicate: events.map(() => false),
        });
      };
      writes.push({ finish, fail: reject });
    });
  return { written, writes, log: { append, awaySince: () => undefined } };
};

const aRecorder = (log: ReturnType<typeof aSlowLog>['log'], dueMs: number) =>
  new ExposureRecorder({ log, logger: createLogger('silent'), now: () => 0, dueMs });

describe('an answer whose record is slow', () => {
  test('goes out when it is due; the record is found meanwhile, and written once', async () => {
    const { log, writes, written } = aSlowLog();
    const recorder = aRecorder(log, 0);
    expect(await recorder.record(question, answer, performance.now())).toBe(answer);
    expect(written).toEqual([]);
    expect(recorder.find('r-1')?.data.answer).toEqual(answer);
    const closing = recorder[Symbol.asyncDispose]();
    writes[0]!.finish();
    await closing;
    expect(written).toEqual(['r-1']);
    expect(recorder.find('r-1')).toBeUndefined();
    expect(recorder.since).toBeUndefined();
  });

  test('and then refused, waits as all do while the log is away, and is sent again under its id', async () => {
    const { log, writes, written } = aSlowLog();
    const recorder = aRecorder(log, 0);
    await recorder.record(question, answer, performance.now());
    writes[0]!.fail(logAway(new Error('it is gone')));
    while (writes.length < 2) await new Promise((resolve) => setImmediate(resolve));
    expect(recorder.waiting).toBe(1);
    expect(recorder.since).toBe(0);
    expect((await recorder.record(question, anAnswer({ requestId: 'r-2' }))).staleSince).toBeDefined();
    writes[1]!.finish();
    while (writes.length < 3) await new Promise((resolve) => setImmediate(resolve));
    writes[2]!.finish();
    await recorder[Symbol.asyncDispose]();
    expect(written).toEqual(['r-1', 'r-2-late']);
  });

  test('comes after it where nobody is in a hurry, and where it is quick', async () => {
    for (const [began, dueMs] of [
      [undefined, 0],
      [performance.now(), PLENTY],
    ] as const) {
      const { log, writes, written } = aSlowLog();
      await using recorder = aRecorder(log, dueMs);
      const out = recorder.record(question, answer, began);
      expect(recorder.find('r-1')).toBeUndefined();
      writes[0]!.finish();
      expect(await out).toBe(answer);
      expect(written).toEqual(['r-1']);
    }
  });
});
