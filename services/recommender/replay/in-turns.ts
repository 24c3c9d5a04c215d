import { setImmediate } from 'node:timers/promises';

/**
 * Drains a computation that yields, letting others have the thread each time.
 * @param onTurn hears of each turn
 * @throws the reason of `stop`
 */
export const inTurns = async <T>(
  work: Generator<undefined, T>,
  stop: AbortSignal,
  onTurn?: () => void,
): Promise<T> => {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    onTurn?.();
    await setImmediate();
    stop.throwIfAborted();
  }
};
