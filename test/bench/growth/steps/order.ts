import type { z } from 'zod';
import { createOrderBook } from '../../../../services/ordering/orders/order-book.ts';
import { openStandLog } from '../../../../services/ordering/orders/stand-log.ts';
import { evolve } from '../../../../services/ordering/stand/evolve.ts';
import { createDayOf } from '../../../../services/ordering/stand/local-day.ts';
import { emptyStand } from '../../../../services/ordering/stand/stand-state.ts';
import { openEmbeddedEventLog } from '../../../../services/platform/event-log/embedded-event-log.ts';
import { secondsOf } from '../../bench-row.ts';
import type { orderingFigures } from '../figures.ts';
import { logIn } from './places.ts';
import { cpuSeconds, memory } from './process-figures.ts';

export const order = async (folder: string): Promise<z.infer<typeof orderingFigures>> => {
  const started = performance.now();
  const cpuBefore = cpuSeconds();
  await using log = await openEmbeddedEventLog({ folder: logIn(folder) });
  const openSeconds = (performance.now() - started) / 1_000;
  const state = emptyStand(createDayOf('Europe/London'));
  const book = createOrderBook();
  const standLog = openStandLog({
    log,
    newId: () => '',
    apply(event, position) {
      evolve(state, event);
      const found = 'orderId' in event.data ? state.orders.get(event.data.orderId) : undefined;
      if (found) book.record(found, position);
    },
  });
  const foldSeconds = await secondsOf(() => standLog.catchUp());
  const cpu = cpuSeconds() - cpuBefore;
  const figures = { openSeconds, foldSeconds, cpuSeconds: cpu, ...memory(), orders: state.orders.size };
  // Both are looked at once more, so that nothing was collected before it was measured.
  book.page({ accountId: undefined, status: undefined, limit: 1, sort: 'newest' });
  return figures;
};
