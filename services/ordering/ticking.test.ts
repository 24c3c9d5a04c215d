import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { createLogger } from '../platform/telemetry/logger.ts';
import { startTicking } from './ticking.ts';

const logger = createLogger('silent');

describe('ticking', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  test('never ticks twice at once, and stops when the last one is done', async () => {
    const ends: (() => void)[] = [];
    const ticking = startTicking(() => new Promise((resolve) => ends.push(resolve)), logger);
    await jest.advanceTimersByTimeAsync(3_000);
    expect(ends).toHaveLength(1);
    let stopped = false;
    const stopping = ticking.stop().then(() => (stopped = true));
    await jest.advanceTimersByTimeAsync(3_000);
    expect(stopped).toBe(false);
    ends[0]?.();
    await stopping;
    expect(ends).toHaveLength(1);
  });

  test('goes on after one that failed', async () => {
    let ticks = 0;
    const ticking = startTicking(() => {
      ticks += 1;
      return Promise.reject(new Error('the disk is full'));
    }, logger);
    await jest.advanceTimersByTimeAsync(3_000);
    expect(ticks).toBe(3);
    await ticking.stop();
  });
});
