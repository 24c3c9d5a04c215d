import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { createRateLimits } from '../../services/platform/rate-limits/rate-limits.ts';
import { admitted, describeRateLimits, refusalOf } from './rate-limits-contract.ts';

describeRateLimits('in this process', () =>
  Promise.resolve({ createRateLimits, dispose: () => Promise.resolve() }),
);

describe('limits in this process, minute by minute', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: 1_000_000 });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  test('refuses with 429, the limit and a Retry-After that is rounded up', async () => {
    const limits = createRateLimits({ name: 'orders', perMinute: 1 });
    await limits.consume('a');
    jest.advanceTimersByTime(58_001);
    const refusal = await refusalOf(limits, 'a');
    expect(refusal?.toProblem()).toMatchObject({
      status: 429,
      code: 'too-many-requests',
      facts: { limit: 'orders', perMinute: 1, retryAfterSeconds: 2 },
    });
    expect(refusal?.headers).toEqual({ 'Retry-After': '2' });
  });

  test('a key is free again when Retry-After has passed, and refused calls do not put that off', async () => {
    const limits = createRateLimits({ name: 'orders', perMinute: 2 });
    expect(await admitted(limits, 'a', 5)).toBe(2);
    jest.advanceTimersByTime(59_000);
    expect(await admitted(limits, 'a', 5)).toBe(0);
    jest.advanceTimersByTime(1_000);
    expect(await admitted(limits, 'a', 5)).toBe(2);
  });

  test('past the bound on keys, known keys keep their count and new ones share', async () => {
    const limits = createRateLimits({ name: 'orders', perMinute: 2, maxOwnKeys: 5 });
    await limits.consume('known');
    const flood = 5_000;
    let through = 0;
    for (let key = 0; key < flood; key += 1) through += await admitted(limits, `stranger ${key}`, 1);
    expect(through).toBeLessThanOrEqual(4 + 1_024 * 2);
    expect(through).toBeGreaterThan(1_024);
    expect(await admitted(limits, 'known', 3)).toBe(1);
    expect(jest.getTimerCount()).toBeLessThanOrEqual(5 + 1_024 + 1);
  });

  test('the bound is per minute: afterwards new keys are counted one by one again', async () => {
    const limits = createRateLimits({ name: 'orders', perMinute: 1, maxOwnKeys: 1 });
    for (let key = 0; key < 3_000; key += 1) await refusalOf(limits, `stranger ${key}`);
    jest.advanceTimersByTime(60_000);
    expect(await admitted(limits, 'a', 2)).toBe(1);
    expect(jest.getTimerCount()).toBe(1);
  });
});
