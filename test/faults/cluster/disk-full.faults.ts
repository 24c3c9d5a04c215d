import { execFile } from 'node:child_process';
import { mkdtemp, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from '@jest/globals';
import { describeUnless } from '../../engines/describe-with-engines.ts';
import { PASSCODE, WITHOUT_LIMITS, writePeople } from '../../load/own-relish.ts';
import { ordersSince } from '../../load/shop.ts';
import { reconcile } from '../../load/report/reconcile.ts';
import { countsOf, during, orderAt } from './probe.ts';
import { startReplica } from './replica.ts';
import { startSteadyLunch } from './steady-lunch.ts';
import { tell } from './tell.ts';

const run = promisify(execFile);
const SIZE = '32m';
/** Left when the disk is filled, in bytes: fewer orders than everybody together may hold. */
const LEFT = 30_000;
const RATE = 20;
const AFTER_MS = 3_000;

/** A disk of a few megabytes, in memory; gone when it is disposed of. */
const mountDisk = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'relish-disk-'));
  await run('mount', ['-t', 'tmpfs', '-o', `size=${SIZE}`, 'tmpfs', folder]);
  return {
    folder,
    async [Symbol.asyncDispose]() {
      await run('umount', ['-l', folder]);
      await rm(folder, { recursive: true });
    },
  };
};

describeUnless(
  process.getuid?.() === 0 ? undefined : 'only root may mount a small disk',
  'a full disk',
  () => {
    it('refuses orders clearly, has lost none, and goes on when there is space and it was started again', async () => {
      await using disk = await mountDisk();
      const accountIds = await writePeople(disk.folder, 20);
      const environment = { ...WITHOUT_LIMITS, RELISH_DATA: disk.folder, RELISH_PICKUP_SECONDS: '3600' };
      await using relish = await startReplica({ name: 'relish', environment });
      const door = { accountIds, passcode: PASSCODE };
      await using lunch = await startSteadyLunch({ ordering: [relish], door }, RATE);
      const { bavail, bsize } = await statfs(disk.folder);
      const filler = join(disk.folder, 'filler');
      await writeFile(filler, Buffer.alloc(bavail * bsize - LEFT));

      const act = async () => [await orderAt(relish, lunch)];
      let taken = 0;
      for (;;) {
        const [probe] = await act();
        if (probe!.status === 503) break;
        expect(probe!.status).toBe(201);
        taken += 1;
      }
      const refused = await during(AFTER_MS, act);
      const closing = lunch.close();
      await rm(filler);
      await relish.stop();
      await relish.start();
      await closing;
      const after = await act();
      const rows = await ordersSince(lunch.pool, lunch.shop, lunch.ledger.earliest);
      const found = reconcile({ ledger: lunch.ledger, people: new Set(accountIds), rows });
      tell(
        `disk full after ${taken} orders of ours: then ${countsOf(refused)}; with space and a restart ${countsOf(after)}; ` +
          `${found.acknowledged} orders acknowledged, lost ${found.lost.length}, doubled ${found.doubled.length}`,
      );
      expect(new Set(refused.map(({ code }) => code))).toEqual(new Set(['log-unwritable']));
      expect(after.map(({ status }) => status)).toEqual([201]);
      expect(found).toMatchObject({ lost: [], doubled: [], wrongState: [], isSound: true });
    });
  },
);
