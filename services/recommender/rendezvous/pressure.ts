import { performance } from 'node:perf_hooks';

/** How long the event loop is watched at a time, in milliseconds. */
const WINDOW_MS = 100;
/** A loop that is busy for more than this share of it queues: what only compares waits for better times. */
const BUSY = 0.8;

/** Whether this thread is so busy that comparisons would delay answers: by the event loop's utilization. */
export const createPressure = (now: () => number = () => performance.now()): (() => boolean) => {
  let since = now();
  let last = performance.eventLoopUtilization();
  let isBusy = false;
  return () => {
    if (now() - since < WINDOW_MS) return isBusy;
    const current = performance.eventLoopUtilization();
    isBusy = performance.eventLoopUtilization(current, last).utilization > BUSY;
    since = now();
    last = current;
    return isBusy;
  };
};
