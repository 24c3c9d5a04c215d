import { createHash } from 'node:crypto';
import type { IngestedEvent } from '../../../../services/contracts/events.ts';
import { syntheticShop } from '../../synthetic-shop.ts';

const ITEMS = 1_000;

/** As the stand writes it, so that ordering folds it too. */
const ofTheStand = (event: IngestedEvent): IngestedEvent => {
  if (event.type !== 'order.placed') return { ...event, source: '/stands/hq' };
  const key = createHash('sha256').update(event.id).digest('hex').slice(0, 32);
  return { ...event, source: '/stands/hq', data: { ...event.data, request: { key, body: key } } };
};

/** A log of so many events by so many accounts, in batches. */
export function* madeEvents(events: number, accounts: number, batchSize: number): Generator<IngestedEvent[]> {
  let batch: IngestedEvent[] = [];
  for (const event of syntheticShop({ accounts, items: ITEMS, orders: events / 2 })) {
    batch.push(ofTheStand(event));
    if (batch.length < batchSize) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
