import { setTimeout as wait } from 'node:timers/promises';
import type { HttpPool } from './http-pool.ts';
import type { Meter } from './meter.ts';
import { eventsBehind, type Shop } from './shop.ts';

const EVERY_MS = 1_000;

interface Watched {
  readonly pool: HttpPool;
  readonly shop: Pick<Shop, 'analyst'>;
  readonly meter: Meter;
  readonly onSecond: (meter: Meter, second: number) => void;
}

/** Asks once a second how far the fold is behind the log, and tells how it goes, until it is disposed of. */
export const watchFold = ({ pool, shop, meter, onSecond }: Watched): AsyncDisposable => {
  const stop = new AbortController();
  const { signal } = stop;
  const look = async (): Promise<void> => {
    // A Relish that doesn't answer is seen in the errors of those who wait for it.
    await eventsBehind(pool, shop).then(
      (events) => meter.behind(events),
      () => undefined,
    );
  };
  const watch = async (): Promise<void> => {
    for (let second = 1; ; second++) {
      await wait(EVERY_MS, undefined, { signal });
      void look();
      onSecond(meter, second);
    }
  };
  const watching = watch().catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
  return {
    async [Symbol.asyncDispose]() {
      stop.abort();
      await watching;
    },
  };
};
