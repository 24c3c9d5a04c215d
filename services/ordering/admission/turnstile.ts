import { AppError } from '../../platform/http/app-error.ts';

interface TurnstileOptions {
  /** How many run at the same time. */
  readonly atOnce: number;
  /** How many may wait for their turn; whoever comes later is sent away. */
  readonly waiting: number;
}

export type Turnstile = <T>(task: () => Promise<T>) => Promise<T>;

/**
 * Lets a bounded number of costly tasks through at a time, in the order in which they came.
 * A task throws AppError 503 `busy` when too many wait.
 */
export const createTurnstile = ({ atOnce, waiting }: TurnstileOptions): Turnstile => {
  const queue: (() => void)[] = [];
  let running = 0;

  const enter = async (): Promise<void> => {
    if (running < atOnce) {
      running += 1;
      return;
    }
    if (queue.length >= waiting)
      throw new AppError(503, 'busy', 'Too many people are at it right now: try again in a moment.', {
        headers: { 'Retry-After': '2' },
      });
    // Whoever leaves hands over the place, so the count stays.
    await new Promise<void>((resolve) => queue.push(resolve));
  };

  const leave = (): void => {
    const next = queue.shift();
    if (next) next();
    else running -= 1;
  };

  return async (task) => {
    await enter();
    try {
      return await task();
    } finally {
      leave();
    }
  };
};
