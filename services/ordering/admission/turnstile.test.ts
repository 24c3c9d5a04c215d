import { describe, expect, test } from '@jest/globals';
import { createTurnstile } from './turnstile.ts';

/** Tasks that end when told to. */
const createTasks = () => {
  const ends: (() => void)[] = [];
  const started: number[] = [];
  return {
    started,
    task: (id: number) => () => {
      started.push(id);
      return new Promise<number>((resolve) => ends.push(() => resolve(id)));
    },
    end: async () => {
      ends.shift()?.();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
};

describe('turnstile', () => {
  test('lets so many through at once, the others in turn, and sends away whom nobody could serve', async () => {
    const turnstile = createTurnstile({ atOnce: 2, waiting: 1 });
    const { task, started, end } = createTasks();
    const through = [1, 2, 3].map((id) => turnstile(task(id)));
    await expect(turnstile(task(4))).rejects.toMatchObject({ status: 503, code: 'busy' });
    expect(started).toEqual([1, 2]);
    await end();
    expect(started).toEqual([1, 2, 3]);
    await end();
    await end();
    expect(await Promise.all(through)).toEqual([1, 2, 3]);
  });

  test('a task that fails makes room, too', async () => {
    const turnstile = createTurnstile({ atOnce: 1, waiting: 1 });
    await expect(turnstile(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await turnstile(() => Promise.resolve('yes'))).toBe('yes');
  });
});
