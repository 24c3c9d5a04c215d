import { describe, expect, it } from '@jest/globals';
import { CliError, RetryableError } from './cli-error.ts';
import { withRetries } from './with-retries.ts';

const failing = (errors: readonly Error[]) => {
  const left = [...errors];
  return async (): Promise<string> => {
    const error = left.shift();
    if (error) throw error;
    return 'done';
  };
};
const busy = (retryAfterMs?: number) => new RetryableError('busy', { retryAfterMs });

const run = async (work: () => Promise<string>, stop = new AbortController()) => {
  const pauses: number[] = [];
  const pause = async (ms: number, signal: AbortSignal) => {
    pauses.push(ms);
    signal.throwIfAborted();
  };
  const outcome = await withRetries(work, { stop: stop.signal, onRetry: () => undefined, pause }).catch(
    (error: unknown) => String(error),
  );
  return { outcome, pauses };
};

describe('withRetries', () => {
  it('tries again after growing pauses, or the one that was asked for', async () => {
    const { outcome, pauses } = await run(failing([busy(), busy(), busy(7_000), busy()]));
    expect(outcome).toBe('done');
    const bounds = [
      [125, 250],
      [250, 500],
      [7_000, 7_000],
      [1_000, 2_000],
    ] as const;
    for (const [index, [least, most]] of bounds.entries()) {
      expect(pauses[index]).toBeGreaterThanOrEqual(least);
      expect(pauses[index]).toBeLessThanOrEqual(most);
    }
  });

  it('gives up after ten tries', async () => {
    const { outcome, pauses } = await run(failing(Array.from({ length: 10 }, () => busy())));
    expect(outcome).toBe('RetryableError: busy');
    expect(pauses).toHaveLength(9);
  });

  it('does not try again what is simply wrong', async () => {
    const { outcome, pauses } = await run(failing([new CliError('refused')]));
    expect([outcome, pauses]).toEqual(['CliError: refused', []]);
  });

  it('stops trying when it is told to, also while it waits', async () => {
    const stop = new AbortController();
    const work = async () => {
      stop.abort();
      throw busy();
    };
    expect((await run(work, stop)).outcome).toBe('RetryableError: busy');
    const waiting = new AbortController();
    const pause = async () => {
      waiting.abort();
      throw new Error('aborted');
    };
    const trying = withRetries(failing([busy(), busy()]), {
      stop: waiting.signal,
      onRetry: () => undefined,
      pause,
    });
    await expect(trying).rejects.toThrow('busy');
  });
});
