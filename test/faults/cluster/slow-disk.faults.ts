import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { describeWithPrograms } from '../../engines/describe-with-programs.ts';
import { findProgram } from '../../engines/find-program.ts';
import { type Controls, startOwnProcess } from '../../engines/own-process.ts';
import { describeCluster } from './describe-cluster.ts';
import { countsOf, during, isList, isTaken, listAt, orderAt, timesOf, untilAll } from './probe.ts';
import { tell } from './tell.ts';
import { useCluster } from './use-cluster.ts';

/** What each flush of the disk takes longer: a spinning disk that others use, too. */
const SLOW_MS = 150;
const SECONDS = 8;
const CALLS = 'calls';

/**
 * Makes each flush of a process slow, until it is stopped. By ptrace: a device that is slow (dm-delay) needs a kernel with
 * device-mapper, and a slow FUSE its helper; neither is in a container, and a proxy before Redis is a slow network.
 */
const slowFlushes = (pid: number): Promise<Controls> =>
  startOwnProcess('slow-disk', {
    program: findProgram('strace') ?? 'strace',
    argumentsFor: (folder) => [
      ...['-f', '-qq', '-o', join(folder, CALLS), '-p', String(pid)],
      ...['-e', 'trace=fsync,fdatasync', '-e', `inject=fsync,fdatasync:delay_exit=${SLOW_MS * 1_000}`],
    ],
    isReady: async () => !/^TracerPid:\t0$/m.test(await readFile(`/proc/${pid}/status`, 'utf8')),
  });

describeWithPrograms('on a slow disk', { strace: 'strace' }, () => {
  describeCluster('Redis', () => {
    const stage = useCluster();
    const order = () => Promise.all(stage.cluster.ordering.map((member) => orderAt(member, stage.lunch)));
    const look = () => Promise.all(stage.cluster.ordering.map((member) => listAt(member, stage.lunch)));

    it(`acknowledges orders when they are on it and not before, and nothing is lost, ${SLOW_MS} ms a flush`, async () => {
      const before = await during(2_000, order);
      const slowed = await slowFlushes(stage.cluster.redis.pid!);
      const [orders, lists] = await Promise.all([
        during(SECONDS * 1_000, order),
        during(SECONDS * 1_000, look),
      ]);
      // Killed on it, too: what was acknowledged had been flushed.
      await stage.cluster.redis.kill();
      const flushes = (await readFile(join(slowed.folder, CALLS), 'utf8')).split('(DELAYED)').length - 1;
      await slowed[Symbol.asyncDispose]();
      await stage.cluster.redis.start();
      const recovery = await untilAll(isTaken, order);
      const sound = await stage.expectSound();
      tell(
        `${SLOW_MS} ms more a flush, ${flushes} of them in ${SECONDS} s, then Redis killed: orders ${countsOf(orders)}, ` +
          `${timesOf(orders)} (before: ${timesOf(before)}); lists ${countsOf(lists)}, ${timesOf(lists)}; ` +
          `back after ${Math.round(recovery)} ms; ${sound}`,
      );
      expect(flushes).toBeGreaterThan(SECONDS);
      expect(orders.filter((probe) => !isTaken(probe) && probe.code !== 'busy')).toEqual([]);
      expect(orders.filter(isTaken).length).toBeGreaterThan(0);
      expect(lists.filter((probe) => !isList(probe))).toEqual([]);
    });
  });
});
