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
const KILLS = Number(process.env['RELISH_KILLS'] ?? 8);
/** Kills of one log, which is read whole after each. */
const PER_LOG = 15;
/** Long enough to be killed while opening, and while writing from all sides. */
const LONGEST = 400;
const PATIENCE = 20_000;
const logs = Array.from({ length: Math.ceil(KILLS / PER_LOG) }, (_, log) => ({
  log: log + 1,
  kills: Math.min(PER_LOG, KILLS - log * PER_LOG),
}));

describe('kill -9 of the process that has the log', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'relish-killed-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it.each(logs)(
    'loses nothing acknowledged and repeats nothing, whenever it comes (log $log)',
    async ({ kills }) => {
      const acknowledged = new Map<string, Position>();
      for (let round = 0; round < kills; round++) {
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
    PER_LOG * PATIENCE,
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
    PATIENCE,
  );
});
