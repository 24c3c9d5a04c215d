import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AppError } from '../../services/platform/http/app-error.ts';
import type { CreateRateLimits, RateLimits } from '../../services/platform/rate-limits/rate-limits.ts';

export interface OpenedRateLimits {
  readonly createRateLimits: CreateRateLimits;
  dispose(): Promise<void>;
}

/** The problem of a call that is refused; undefined where it is let through. */
export const refusalOf = async (limits: RateLimits, key: string): Promise<AppError | undefined> => {
  try {
    await limits.consume(key);
    return undefined;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
};

/** How many of `calls` calls of `key`, one after the other, are let through. */
export const admitted = async (limits: RateLimits, key: string, calls: number): Promise<number> => {
  let count = 0;
  for (let call = 0; call < calls; call += 1) if (!(await refusalOf(limits, key))) count += 1;
  return count;
};

/** What every way to count calls promises. */
export const describeRateLimits = (name: string, open: () => Promise<OpenedRateLimits>): void => {
  describe(`RateLimits: ${name}`, () => {
    let opened: OpenedRateLimits;
    beforeEach(async () => {
      opened = await open();
    });
    afterEach(() => opened.dispose());

    it('lets exactly perMinute calls of a key through, and counts keys apart', async () => {
      const limits = opened.createRateLimits({ name: 'orders', perMinute: 3 });
      expect(await admitted(limits, 'a', 10)).toBe(3);
      expect(await admitted(limits, 'b', 3)).toBe(3);
    });

    it('and no more of them at once', async () => {
      const limits = opened.createRateLimits({ name: 'orders', perMinute: 5 });
      const refusals = await Promise.all(Array.from({ length: 40 }, () => refusalOf(limits, 'a')));
      expect(refusals.filter((refusal) => refusal === undefined)).toHaveLength(5);
    });

    it('refuses with 429, the limit and a Retry-After within the minute', async () => {
      const limits = opened.createRateLimits({ name: 'orders from one network', perMinute: 1 });
      await limits.consume('a');
      const refusal = await refusalOf(limits, 'a');
      expect(refusal?.toProblem()).toMatchObject({
        status: 429,
        code: 'too-many-requests',
        facts: { limit: 'orders from one network', perMinute: 1 },
      });
      const seconds = Number(refusal?.headers['Retry-After']);
      expect(seconds).toBeGreaterThanOrEqual(1);
      expect(seconds).toBeLessThanOrEqual(60);
    });

    it('counts what has another name apart', async () => {
      const [orders, lists] = ['orders', 'lists'].map((name) =>
        opened.createRateLimits({ name, perMinute: 1 }),
      );
      expect(await admitted(orders!, 'a', 2)).toBe(1);
      expect(await admitted(lists!, 'a', 2)).toBe(1);
    });

    it('past the bound on keys, known keys keep their count and new ones share', async () => {
      const limits = opened.createRateLimits({ name: 'orders', perMinute: 1, maxOwnKeys: 5 });
      await limits.consume('known');
      let through = 0;
      for (let wave = 0; wave < 15; wave += 1) {
        const strangers = Array.from({ length: 100 }, (_, index) => refusalOf(limits, `${wave}-${index}`));
        through += (await Promise.all(strangers)).filter((refusal) => refusal === undefined).length;
      }
      expect(through).toBeLessThanOrEqual(1_024 + 200);
      expect(through).toBeGreaterThan(512);
      expect(await admitted(limits, 'known', 3)).toBe(0);
    });

    it('keys of any length and content are told apart', async () => {
      const limits = opened.createRateLimits({ name: 'orders', perMinute: 1 });
      const long = 'x'.repeat(100_000);
      for (const key of ['', '__proto__', 'constructor', `${long}a`, `${long}b`])
        expect(await admitted(limits, key, 2)).toBe(1);
    });
  });
};
