import { z } from 'zod';
import {
  accountId,
  count,
  instant,
  itemId,
  money,
  orderId,
  pageOf,
  pageQuery,
  position,
  role,
} from '../primitives.ts';
import { answer } from './answers.ts';
import { defineRoute } from './route.ts';

const signedIn = ['customer', 'operator', 'analyst', 'admin'] as const;
export const person = z.object({ accountId, name: z.string().min(1).max(100), role });
export type Person = z.infer<typeof person>;

const passcode = z.string().min(6).max(200);

export const createSession = defineRoute({
  method: 'post',
  path: '/api/session',
  summary: 'Sign in',
  roles: 'public',
  body: z.object({ accountId, passcode }),
  status: 201,
  reply: z.object({ token: z.string(), expires: instant, account: person }),
});

export const readSession = defineRoute({
  method: 'get',
  path: '/api/session',
  summary: 'Who am I',
  roles: [...signedIn, 'service'],
  status: 200,
  reply: person,
});

export const deleteSession = defineRoute({
  method: 'delete',
  path: '/api/session',
  summary: 'Sign out: the token is worth nothing from now on',
  roles: signedIn,
  status: 204,
  reply: z.undefined(),
});

/** Whom the sign-in page offers; empty where the shop is real. */
export const getDemo = defineRoute({
  method: 'get',
  path: '/api/demo',
  summary: 'The simulated employees, where the demo is on',
  roles: 'public',
  status: 200,
  reply: z.object({ demo: z.boolean(), accounts: z.array(person), passcode: z.string().optional() }),
});

export const listPeople = defineRoute({
  method: 'get',
  path: '/api/accounts',
  summary: 'Who can sign in, searched and paged',
  roles: ['admin'],
  query: pageQuery,
  status: 200,
  reply: pageOf(person),
});

export const addPerson = defineRoute({
  method: 'post',
  path: '/api/accounts',
  summary: 'Let somebody sign in',
  roles: ['admin'],
  body: person.extend({ role: role.exclude(['service']), passcode }),
  status: 201,
  reply: person,
});

const menuItem = z.object({
  itemId,
  number: z.int().min(0),
  name: z.string(),
  description: z.string(),
  price: money,
  /** Of today: made = left + held + sold. Held ones are in open orders and may come free again. */
  stock: z.object({ made: count, left: count, held: count, sold: count }),
  /** `held`: none left now, but some may come free; `soldout`: all are sold. */
  availability: z.enum(['available', 'held', 'soldout']),
});
export type MenuItem = z.infer<typeof menuItem>;

export const getMenu = defineRoute({
  method: 'get',
  path: '/api/menu',
  summary: 'The menu with what is left, and when the stand is open',
  roles: 'public',
  status: 200,
  reply: z.object({
    stand: z.object({
      name: z.string(),
      timeZone: z.string(),
      open: z.boolean(),
      closesAt: instant.optional(),
      opensAt: instant.optional(),
    }),
    /** Orders can be cancelled this long, and are kept this long for pick-up. */
    graceSeconds: count,
    pickupSeconds: count,
    /** Units that one account's open orders may hold. */
    holdLimit: count,
    items: z.array(menuItem),
  }),
});

export const orderStatus = z.enum(['placed', 'cancelled', 'fulfilled', 'expired', 'refunded']);
const order = z.object({
  orderId,
  accountId,
  accountName: z.string(),
  status: orderStatus,
  lines: z.array(
    z.object({ itemId, number: z.int(), name: z.string(), quantity: z.int(), unitPrice: money }),
  ),
  total: money,
  placedAt: instant,
  /** Present while it can be cancelled. */
  cancellableUntil: instant.optional(),
  /** Present while it waits for pick-up. */
  expiresAt: instant.optional(),
  endedAt: instant.optional(),
  /** Of its last event: hand it to `minPosition` to read your own writes. */
  position,
});
export type Order = z.infer<typeof order>;

export const placeOrder = defineRoute({
  method: 'post',
  path: '/api/orders',
  summary: 'Place an order; needs an Idempotency-Key',
  roles: ['customer'],
  body: z.object({
    lines: z
      .array(z.object({ itemId, quantity: z.int().min(1).max(100) }))
      .min(1)
      .max(50),
    device: z.string().max(128).optional(),
  }),
  status: 201,
  reply: order,
});

export const listOrders = defineRoute({
  method: 'get',
  path: '/api/orders',
  summary: 'My orders, for the operator those of the stand; searched by order, account, name and item',
  roles: ['customer', 'operator', 'admin'],
  query: pageQuery.extend({
    status: orderStatus.optional(),
    /** By arrival. The stand serves the oldest first. */
    sort: z.enum(['newest', 'oldest']).default('newest'),
  }),
  status: 200,
  reply: pageOf(order),
});

const orderAct = <const R extends readonly ('customer' | 'operator' | 'admin')[]>(
  act: string,
  summary: string,
  roles: R,
) =>
  defineRoute({
    method: 'post',
    path: `/api/orders/{orderId}/${act}`,
    summary,
    roles,
    params: z.object({ orderId }),
    status: 200,
    reply: order,
  });

export const cancelOrder = orderAct('cancel', 'Cancel my order within the grace period', ['customer']);
export const fulfilOrder = orderAct('fulfil', 'Hand the order over', ['operator', 'admin']);
export const expireOrder = orderAct('expire', 'Give up an order that nobody picked up', [
  'operator',
  'admin',
]);
export const refundOrder = orderAct('refund', 'Give the money back for a handed-over order', [
  'operator',
  'admin',
]);

export const restockItem = defineRoute({
  method: 'post',
  path: '/api/items/{itemId}/restock',
  summary: 'Make more of an item today',
  roles: ['operator', 'admin'],
  params: z.object({ itemId }),
  body: z.object({ quantity: z.int().min(1).max(10_000) }),
  status: 200,
  reply: menuItem,
});

export const getMyRecommendations = defineRoute({
  method: 'get',
  path: '/api/recommendations',
  summary: 'Recommended for me',
  roles: ['customer'],
  query: z.object({
    limit: z.coerce.number().int().min(1).max(100).default(5),
    minPosition: position.optional(),
  }),
  status: 200,
  reply: answer,
});
