import { setTimeout as wait } from 'node:timers/promises';
import type { Replica } from './replica.ts';
import { tell } from './tell.ts';

const PAUSE_MS = 250;

/**
 * Starts anew whoever has ended, as whatever looks after processes does, until it is disposed of: a replica that has read
 * what no copy had ends, rather than go on with it, and it may find that out late.
 */
export const supervise = (replicas: readonly Replica[]) => {
  const stop = new AbortController();
  let startedAnew = 0;
  const startAnew = async (replica: Replica): Promise<void> => {
    startedAnew++;
    // It may end again while it starts: then it is started again.
    await replica.start().catch((error: unknown) => tell(`${replica.name} did not start: ${String(error)}`));
  };
  const run = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      await Promise.all(replicas.filter(({ pid }) => pid === undefined).map(startAnew));
      await wait(PAUSE_MS, undefined, { signal: stop.signal }).catch(() => undefined);
    }
  };
  const running = run();
  return {
    /** How often somebody was. */
    get startedAnew(): number {
      return startedAnew;
    },
    async [Symbol.asyncDispose](): Promise<void> {
      stop.abort();
      await running;
    },
  };
};
