import type { Logger } from 'pino';

const EVERY_MS = 1_000;

export interface Ticking {
  /** No further tick begins; resolves when the last one is done. */
  stop(): Promise<void>;
}

/** Calls `tick` each second, never twice at once; one that fails is logged, and the next comes all the same. */
export const startTicking = (tick: () => Promise<void>, logger: Logger): Ticking => {
  let current: Promise<void> | undefined;
  const timer = setInterval(() => {
    current ??= tick()
      .catch((error: unknown) => logger.error({ err: error }, 'the tick of the stand failed'))
      .finally(() => {
        current = undefined;
      });
  }, EVERY_MS).unref();
  return {
    async stop() {
      clearInterval(timer);
      await current;
    },
  };
};
