import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Revocations } from '../../services/platform/auth/revocations.ts';

/** Revocations on a clock that stands still until it is moved. */
export interface OpenedRevocations {
  readonly revocations: Revocations;
  /** What a new process would find. */
  reopen(): Promise<Revocations>;
  dispose(): Promise<void>;
}

interface OpenOptions {
  /** Milliseconds. */
  readonly now: () => number;
  readonly max: number;
}

const MAX = 3;
const MINUTE = 60_000;

/** What every adapter of `Revocations` promises. */
export const describeRevocations = (
  name: string,
  open: (options: OpenOptions) => Promise<OpenedRevocations>,
): void => {
  describe(`Revocations: ${name}`, () => {
    let clock: number;
    let opened: OpenedRevocations;
    const session = (minutes = 60) => ({
      jti: randomUUID(),
      exp: Math.floor((clock + minutes * MINUTE) / 1_000),
    });
    beforeEach(async () => {
      clock = Date.now();
      opened = await open({ now: () => clock, max: MAX });
    });
    afterEach(() => opened.dispose());

    it('has what was added at once and after a restart, and nothing else', async () => {
      const [gone, other] = [session(), session()];
      await opened.revocations.add(gone);
      const reopened = await opened.reopen();
      for (const revocations of [opened.revocations, reopened]) {
        expect(revocations.has(gone.jti)).toBe(true);
        expect(revocations.has(other.jti)).toBe(false);
      }
    });

    it('takes the same one twice for one', async () => {
      const gone = session();
      for (let time = 0; time <= MAX; time++) await opened.revocations.add(gone);
      expect(opened.revocations.has(gone.jti)).toBe(true);
      for (let other = 1; other < MAX; other++) await opened.revocations.add(session());
    });

    it('says so when it is full, and forgets none of those it has', async () => {
      const all = Array.from({ length: MAX }, () => session());
      for (const each of all) await opened.revocations.add(each);
      const late = session();
      await expect(opened.revocations.add(late)).rejects.toMatchObject({ code: 'too-many-sign-outs' });
      const reopened = await opened.reopen();
      for (const { jti } of all) expect(reopened.has(jti)).toBe(true);
      expect(reopened.has(late.jti)).toBe(false);
    });

    it('makes room by what is over', async () => {
      for (let each = 0; each < MAX; each++) await opened.revocations.add(session(1));
      clock += 2 * MINUTE;
      const next = session();
      await opened.revocations.add(next);
      expect(opened.revocations.has(next.jti)).toBe(true);
    });
  });
};
