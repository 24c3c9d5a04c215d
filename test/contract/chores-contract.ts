import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Chores } from '../../services/platform/chores/chores.ts';

/** The chores of one process, as many processes as a test wants. */
export interface OpenedChores {
  readonly open: () => Chores;
  /** Of everything that a failed chore has told. */
  readonly told: readonly string[];
}

const until = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await setTimeout(5);
};

/** What every adapter of `Chores` promises. */
export const describeChores = (name: string, prepare: () => OpenedChores): void =>
  describe(`Chores: ${name}`, () => {
    let prepared: OpenedChores;
    let opened: Chores[];
    beforeEach(() => {
      prepared = prepare();
      opened = [];
    });
    afterEach(async () => {
      await Promise.all(opened.map((chores) => chores[Symbol.asyncDispose]()));
    });
    const open = () => {
      const chores = prepared.open();
      opened.push(chores);
      return chores;
    };

    test('are done again and again, never twice at once', async () => {
      let [done, at, most] = [0, 0, 0];
      open().start({
        name: 'count',
        everyMs: 20,
        async work() {
          most = Math.max(most, ++at);
          await setTimeout(30);
          at--;
          done++;
        },
      });
      await until(() => done >= 4);
      expect(most).toBe(1);
    });

    test('go on after one that failed, which is told', async () => {
      let done = 0;
      open().start({
        name: 'fail',
        everyMs: 20,
        async work() {
          if (++done < 3) throw new Error('the disk is full');
        },
      });
      await until(() => done >= 4);
      expect(prepared.told).toHaveLength(2);
    });

    test('end when they are disposed of: nothing begins, and what is being done is waited for', async () => {
      let [begun, ended] = [0, 0];
      const chores = open();
      chores.start({
        name: 'end',
        everyMs: 20,
        async work(signal) {
          begun++;
          await new Promise((resolve) => signal.addEventListener('abort', resolve));
          await setTimeout(30);
          ended++;
        },
      });
      await until(() => begun === 1);
      await chores[Symbol.asyncDispose]();
      expect(ended).toBe(1);
      await setTimeout(60);
      expect(begun).toBe(1);
    });
  });
