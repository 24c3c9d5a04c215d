import { describe, expect, test } from '@jest/globals';
import type { RelishEvent } from '../../contracts/events.ts';
import type { Settled } from '../../contracts/http/rendezvous.ts';
import type { Appended } from '../../platform/event-log/event-log.ts';
import { createLogger } from '../../platform/telemetry/logger.ts';
import { SettledRecorder } from './settled-recorder.ts';

const digest = `sha256:${'0'.repeat(64)}`;

/** @param places of the list that one model said */
const settled = (requestId: string, places: number): Settled => ({
  requestId,
  position: '0'.repeat(16),
  servedBy: 'preferred',
  request: { accountId: 'a-1', limit: 100, onlyNew: false, history: [], taken: 0, soldOut: [] },
  answers: [
    {
      model: { name: 'peers', version: '1', digest },
      role: 'preferred',
      outcome: 'answered',
      items: Array.from(
        { length: places },
        (_, place) => [`i-${place}`, 100 - place] satisfies [string, number],
      ),
    },
  ],
});

/** A log that takes everything, or is away; and a recorder that writes to it. */
const aRecorder = (awaySince?: number) => {
  const batches: (readonly RelishEvent[])[] = [];
  const log = {
    awaySince: () => awaySince,
    async append(events: readonly RelishEvent[]): Promise<Appended> {
      batches.push(events);
      const positions = events.map((_, index) => String(index).padStart(16, '0'));
      return { outcome: 'appended', positions, duplicate: events.map(() => false) };
    },
  };
  const recorder = new SettledRecorder({ log, logger: createLogger('silent'), now: () => 0 });
  return { batches, recorder };
};

describe('what models said, on its way to the log', () => {
  test('is bounded by its rows, too: long lists wait in no more room than short ones', async () => {
    const { recorder, batches } = aRecorder(0);
    for (let request = 0; request < 2_010; request++) recorder.note(settled(`r-${request}`, 100));
    expect(recorder.lost).toBe(10);
    recorder.note(settled('r-short', 0));
    expect(recorder.lost).toBe(10);
    await recorder[Symbol.asyncDispose]();
    expect(batches).toEqual([]);
  });

  test('makes room again when it is written, in batches that keep nobody waiting', async () => {
    const { recorder, batches } = aRecorder();
    for (let request = 0; request < 450; request++) recorder.note(settled(`r-${request}`, 100));
    await recorder[Symbol.asyncDispose]();
    expect(batches.map(({ length }) => length)).toEqual([200, 200, 50]);
    expect(batches.flat().map(({ id }) => id)).toEqual(
      Array.from({ length: 450 }, (_, request) => `r-${request}/settled`),
    );
    expect(recorder.lost).toBe(0);
  });

  test('is counted as lost where a stopped process has no more time for it', async () => {
    const { recorder } = aRecorder();
    await recorder[Symbol.asyncDispose]();
    recorder.note(settled('r-1', 1));
    expect(recorder.lost).toBe(1);
  });
});
