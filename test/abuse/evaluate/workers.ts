import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { RedisAddress } from '../../engines/redis-server.ts';
import type { Found, Task } from './task.ts';

export type Reply = { readonly found: Found } | { readonly failed: string };
interface Errand {
  readonly task: Task;
  readonly redis: RedisAddress | undefined;
}

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;
/** Both ends are of this same program: what comes in is what the other end's types say. */
const errand = z.custom<Errand>(isObject);
const reply = z.custom<Reply>(isObject);

export const readErrand = (message: unknown): Errand => errand.parse(message);

/** Does a step, wherever. */
export type Doer = (task: Task) => Promise<Found>;

const WORKER = fileURLToPath(new URL('worker.ts', import.meta.url));

const answerOf = (child: ChildProcess): Promise<Reply> =>
  new Promise((resolve, reject) => {
    const settle = (end: () => void): void => {
      child.off('message', onMessage).off('exit', onExit).off('error', reject);
      end();
    };
    const onMessage = (message: unknown): void => settle(() => resolve(reply.parse(message)));
    const onExit = (code: number | null, signal: string | null): void =>
      settle(() => reject(new Error(`A worker ended early (${signal ?? String(code)}).`)));
    child.on('message', onMessage).on('exit', onExit).on('error', reject);
  });

/**
 * Processes that do steps side by side, each with the arguments of this one; they end with it.
 * @param words the command line, as `parseArguments` reads it
 */
export const startWorkers = (
  count: number,
  words: readonly string[],
  redis: RedisAddress | undefined,
): AsyncDisposable & { readonly doers: readonly Doer[] } => {
  const children = Array.from({ length: count }, () => fork(WORKER, words, { serialization: 'advanced' }));
  return {
    doers: children.map((child) => async (task) => {
      const answered = answerOf(child);
      const sent: Errand = { task, redis };
      child.send(sent);
      const answer = await answered;
      if ('failed' in answer) throw new Error(answer.failed);
      return answer.found;
    }),
    [Symbol.asyncDispose]: async () => {
      // Each clears up what it keeps elsewhere.
      const running = children.filter(({ exitCode, connected }) => exitCode === null && connected);
      const ended = running.map((child) => once(child, 'exit'));
      for (const child of running) child.disconnect();
      await Promise.all(ended);
    },
  };
};

/** Shares steps out: whoever is free takes the next. What comes of them is in the order of the tasks, whoever did it. */
export const shareOut = async (
  tasks: readonly Task[],
  doers: readonly Doer[],
  onTask: (task: Task, begun: number) => void,
): Promise<readonly Found[]> => {
  const found: Found[] = [];
  let begun = 0;
  const work = async (doer: Doer): Promise<void> => {
    while (begun < tasks.length) {
      const index = begun++;
      const task = tasks[index]!;
      onTask(task, index);
      found[index] = await doer(task);
    }
  };
  await Promise.all(doers.map(work));
  return found;
};
