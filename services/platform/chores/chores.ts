import type { Logger } from 'pino';

/** What is done, and how often. */
export interface Chore {
  readonly name: string;
  /** From one beginning to the next, in milliseconds; more if the work takes longer. */
  readonly everyMs: number;
  /**
   * May be done twice where the one who does it stalls, so it must be safe to be. `signal` aborts when it is time to
   * stop, or when another has taken the work over. One that fails is logged, and done again when it is due.
   */
  work(signal: AbortSignal): Promise<void>;
}

/**
 * Work that must be done once, however many replicas there are: they share it out, one at a time does it, and when
 * that one dies, another takes it over. One suite (`test/contract/chores-contract.ts`) runs against every adapter.
 */
export interface Chores extends AsyncDisposable {
  /** From now on; disposing ends it, after what is being done. */
  start(chore: Chore): void;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Does the work, and tells what went wrong unless it was stopped. */
export const doChore = async (
  { name, work }: Chore,
  signal: AbortSignal,
  logger: Pick<Logger, 'error'>,
): Promise<void> => {
  try {
    await work(signal);
  } catch (error) {
    if (!signal.aborted)
      logger.error({ err: error, chore: name }, 'a chore failed; it is done again when due');
  }
};
