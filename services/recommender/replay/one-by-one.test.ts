import { describe, expect, test } from '@jest/globals';
import { OneByOne } from './one-by-one.ts';

const refusal = { code: 'too-many', detail: 'Too many wait: try again.', retryAfterSeconds: 3 };

/** Work that ends when it is told to. */
const aTask = () => {
  let end: (value: string) => void = () => undefined;
  const promise = new Promise<string>((resolve) => (end = resolve));
  return { work: () => promise, end: (value: string) => end(value) };
};

describe('work one by one', () => {
  test('begins when what came before is over, also where that failed', async () => {
    const turns = new OneByOne(3, refusal);
    const told: string[] = [];
    const first = aTask();
    const failing = turns.do(async () => {
      told.push('first began');
      await first.work();
      throw new Error('it failed');
    });
    const second = turns.do(() => told.push('second began'));
    await Promise.resolve();
    expect(told).toEqual(['first began']);
    expect(turns.isIdle).toBe(false);
    first.end('done');
    await expect(failing).rejects.toThrow('it failed');
    expect(await second).toBe(2);
    await turns.settled();
    expect(turns.isIdle).toBe(true);
  });

  test('is refused at once where too much waits, until something is over', async () => {
    const turns = new OneByOne(2, refusal);
    const tasks = [aTask(), aTask()];
    const results = tasks.map(({ work }) => turns.do(work));
    const full = expect.objectContaining({ status: 503, code: 'too-many', headers: { 'Retry-After': '3' } });
    expect(() => turns.do(() => 'one more')).toThrow(full);
    expect(() => {
      turns.checkRoom();
    }).toThrow(full);
    tasks[0]!.end('one');
    expect(await results[0]).toBe('one');
    const third = turns.do(() => 'three');
    tasks[1]!.end('two');
    expect(await third).toBe('three');
  });
});
