import { expect, test } from '@jest/globals';
import type { Task } from './task.ts';
import { type Doer, shareOut } from './workers.ts';

const tasks = ['a', 'b', 'c', 'd'].map((data): Task => ({ step: 'clean', data }));
const answer: Doer = async ({ data }) => ({ step: 'missing', data, reason: '' });
const late: Doer = async (task) => {
  await new Promise((resolve) => setImmediate(resolve));
  return answer(task);
};

test('what is found is in the order of the tasks, whoever was quicker', async () => {
  const begun: number[] = [];
  const found = await shareOut(tasks, [late, answer], (_, index) => begun.push(index));
  expect(found.map((one) => 'data' in one && one.data)).toEqual(['a', 'b', 'c', 'd']);
  expect(begun).toEqual([0, 1, 2, 3]);
});

test('one that fails fails all', async () => {
  const failing: Doer = async () => {
    throw new Error('no such format');
  };
  await expect(shareOut(tasks, [answer, failing], () => undefined)).rejects.toThrow('no such format');
});
