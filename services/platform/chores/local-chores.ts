import type { Logger } from 'pino';
import { type Chore, type Chores, doChore } from './chores.ts';

/** The chores of a process that has its log to itself. */
export const createLocalChores = (logger: Pick<Logger, 'error'>): Chores => {
  const stop = new AbortController();
  const timers: NodeJS.Timeout[] = [];
  const running = new Map<Chore, Promise<void>>();
  const begin = (chore: Chore): void => {
    if (running.has(chore)) return;
    const work = doChore(chore, stop.signal, logger).finally(() => running.delete(chore));
    running.set(chore, work);
  };
  return {
    start(chore) {
      timers.push(setInterval(() => begin(chore), chore.everyMs).unref());
    },
    async [Symbol.asyncDispose]() {
      stop.abort();
      for (const timer of timers) clearInterval(timer);
      await Promise.all(running.values());
    },
  };
};
