import type { DataSource } from './data-set.ts';
import { namelessOrders } from './nameless-orders.ts';
import { realFile } from './real-file.ts';

const pad = (time: string): string => time.padStart(8, '0');

/** BreadBasket: a bakery's transactions. Its item NONE is none. */
export const breadBasket: DataSource = namelessOrders({
  name: 'breadbasket',
  path: realFile('breadbasket', 'BreadBasket_DMS.csv.gz'),
  toLine: ({ Date: date, Time: time, Transaction: orderId, Item: itemId }) =>
    date && time && orderId && itemId && itemId !== 'NONE'
      ? { orderId, itemId, time: `${date}T${pad(time)}.000Z`, quantity: 1 }
      : undefined,
});
