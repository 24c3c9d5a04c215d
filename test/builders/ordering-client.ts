import { expect } from '@jest/globals';
import {
  getMenu,
  listOrders,
  placeOrder,
  type MenuItem,
  type Order,
} from '../../services/contracts/http/ordering.ts';
import type { ReplyOf } from '../../services/contracts/http/route.ts';
import type { Reply, RunningOrdering } from './ordering-service.ts';

let keys = 0;
export const freshKey = (): string => `key-${(keys += 1)}`;

export interface Wanted {
  readonly as?: string;
  readonly item?: string;
  readonly quantity?: number;
  readonly key?: string;
  readonly device?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Orders one of something as one of the simulated employees. */
export const place = (stand: RunningOrdering, wanted: Wanted = {}): Promise<Reply> => {
  const { as = 'e-01', item = 'classic-1', quantity = 1, key = freshKey(), device, headers } = wanted;
  return stand.call('POST /api/orders', {
    as,
    headers: { 'idempotency-key': key, ...headers },
    body: { lines: [{ itemId: item, quantity }], ...(device !== undefined && { device }) },
  });
};

export const placed = async (stand: RunningOrdering, wanted?: Wanted): Promise<Order> => {
  const reply = await place(stand, wanted);
  expect(reply).toMatchObject({ status: 201 });
  return placeOrder.reply.parse(reply.json);
};

export const act = (stand: RunningOrdering, what: string, orderId: string, as = 'operator'): Promise<Reply> =>
  stand.call(`POST /api/orders/${orderId}/${what}`, { as });

export const menuOf = async (stand: RunningOrdering): Promise<ReplyOf<typeof getMenu>> =>
  getMenu.reply.parse((await stand.call('GET /api/menu')).json);

export const itemOf = async (stand: RunningOrdering, itemId: string): Promise<MenuItem | undefined> =>
  (await menuOf(stand)).items.find((item) => item.itemId === itemId);

export const ordersOf = async (
  stand: RunningOrdering,
  as: string,
  query = '',
): Promise<ReplyOf<typeof listOrders>> =>
  listOrders.reply.parse((await stand.call(`GET /api/orders${query}`, { as })).json);

export const expectProblem = (reply: Reply, status: number, code: string): void => {
  expect({ status: reply.status, body: reply.json }).toMatchObject({ status, body: { status, code } });
  expect(reply.headers.get('content-type')).toMatch(/^application\/problem\+json/);
};

/** Waits for what the clock of the stand brings about. */
export const until = async (isSo: () => Promise<boolean>): Promise<void> => {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 50));
};
