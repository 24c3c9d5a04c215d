import type { DataSource } from './data-set.ts';
import { namelessOrders } from './nameless-orders.ts';
import { realFile } from './real-file.ts';

/** A London takeaway's orders; of four years the last one, since votes halve every quarter. */
export const takeaway: DataSource = namelessOrders({
  name: 'takeaway',
  path: realFile('takeaway_london', 'orders.csv.gz'),
  from: '2018-08-01T00:00:00.000Z',
  toLine: ({ ts, order_id: orderId, item: itemId, qty, price }) => {
    const quantity = Number(qty);
    const unitPrice = Math.round(100 * Number(price));
    return ts && orderId && itemId && Number.isInteger(quantity) && quantity > 0
      ? { orderId, itemId, time: `${ts}.000Z`, quantity, ...(unitPrice > 0 && { unitPrice }) }
      : undefined;
  },
});
