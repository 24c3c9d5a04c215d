import { expect, test } from '@jest/globals';
import { Registry } from 'prom-client';
import { createFoldMetrics } from './fold-metrics.ts';

const positionAt = (sequence: number) => String(sequence).padStart(16, '0');

test('the lag is told in events, and in seconds since the oldest that waits was seen', async () => {
  const registry = new Registry();
  const now = { head: 10, folded: 10, ms: 0 };
  createFoldMetrics(registry, {
    log: { head: () => positionAt(now.head) },
    state: {
      get position() {
        return positionAt(now.folded);
      },
    },
    now: () => now.ms,
  });
  const valueOf = async (name: string) => (await registry.getSingleMetric(name)?.get())?.values[0]?.value;
  const lag = async (change: Partial<typeof now>) => {
    Object.assign(now, change);
    return [await valueOf('relish_log_lag_events'), await valueOf('relish_log_lag_seconds')];
  };

  expect(await lag({})).toEqual([0, 0]);
  expect(await lag({ head: 15, ms: 1_000 })).toEqual([5, 0]);
  expect(await lag({ head: 40, ms: 3_000 })).toEqual([30, 2]);
  // It has what was seen first; what was seen second is two seconds old by now.
  expect(await lag({ folded: 20, ms: 5_000 })).toEqual([20, 2]);
  expect(await lag({ folded: 40, ms: 6_000 })).toEqual([0, 0]);
  expect(await lag({ head: 41, ms: 7_000 })).toEqual([1, 0]);
});
