import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openEmbeddedEventLog } from '../../services/platform/event-log/embedded-event-log.ts';
import type { Position } from '../../services/platform/event-log/event-log.ts';
import { anEvent } from '../contract/event-log/log-events.ts';
import { expectWhole } from './expect-whole.ts';
import { runAppender } from './run-appender.ts';

/** For a long run: RELISH_KILLS=500. */
const ROUNDS = Number(process.env['RELISH_KILLS'] ?? 15);
/** Long enough to be killed while opening, writing, and moving a journal into a table. */
const LONGEST = 400;
const PER_ROUND = 20_000;

describe('kill -9 of the process that has the log', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'relish-killed-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it(
    'loses nothing acknowledged and repeats nothing, whenever it comes',
    async () => {
      const acknowledged = new Map<string, Position>();
      for (let round = 0; round < ROUNDS; round++) {
        const killAfter = Math.floor(Math.random() * LONGEST);
        const appends = await runAppender({ folder, run: `r${round}`, killAfter });
        expect(appends).toMatchObject({ ended: 'SIGKILL', refused: [] });
        for (const [id, position] of appends.acknowledged) acknowledged.set(id, position);
        await using log = await openEmbeddedEventLog({ folder });
        await expectWhole(log, acknowledged);
        const again = [...acknowledged.keys()].slice(-50).map((id) => anEvent(id));
        expect(await log.append(again)).toMatchObject({ duplicate: again.map(() => true) });
      }
      // Else nothing was tried: every process was killed before it had written anything.
      expect(acknowledged.size).toBeGreaterThan(0);
    },
    ROUNDS * PER_ROUND,
  );

  it(
    'takes nothing more once the disk has refused a write, and has lost nothing then',
    async () => {
      const { acknowledged, refused, ended } = await runAppender({ folder, run: 'full', maxFile: 400_000 });
      expect(refused).toEqual(['refused log-unwritable']);
      expect(ended).toBe(1);
      expect(acknowledged.size).toBeGreaterThan(0);
      await using log = await openEmbeddedEventLog({ folder });
      await expectWhole(log, acknowledged);
      expect(await log.append([anEvent('after')])).toMatchObject({ duplicate: [false] });
    },
    PER_ROUND,
  );
});
