import {
  cancelOrder,
  expireOrder,
  fulfilOrder,
  listOrders,
  placeOrder,
  refundOrder,
  type Order,
} from '../../contracts/http/ordering.ts';
import type { QueryOf, ReplyOf } from '../../contracts/http/route.ts';
import type { OriginHasher } from '../../platform/auth/origin.ts';
import type { Principal } from '../../platform/auth/authenticator.ts';
import { AppError } from '../../platform/http/app-error.ts';
import type { Call, Mount } from '../../platform/http/mount.ts';
import type { People } from '../accounts/people.ts';
import type { Admission } from '../admission/admission.ts';
import type { StandOrder, StandState } from '../stand/stand-state.ts';
import type { OrderBook } from './order-book.ts';
import { createOrderSearch } from './order-search.ts';
import type { OrderView } from './order-view.ts';
import { digestRequest } from './request-digests.ts';
import type { StandDesk } from './stand-desk.ts';

interface OrderDeps {
  readonly desk: StandDesk;
  readonly state: StandState;
  readonly book: OrderBook;
  readonly view: OrderView;
  readonly people: People;
  readonly admission: Admission;
  readonly hashOrigin: OriginHasher;
  readonly newId: () => string;
  readonly clock: { now(): number };
}

type PlaceCall = Call<unknown, unknown, Parameters<typeof digestRequest>[2]>;

const found = (order: StandOrder | undefined): StandOrder => {
  if (!order) throw new Error('What the stand has just decided upon is not in its books.');
  return order;
};

const sequenceOf = (cursor: string | undefined): number | undefined => {
  if (cursor === undefined) return undefined;
  if (/^\d{1,15}$/.test(cursor)) return Number(cursor);
  throw new AppError(400, 'invalid-cursor', 'A cursor is the `next` of the page before: start without one.');
};

const originOf = ({ body, request }: PlaceCall) => ({
  ...(request.ip !== undefined && { address: request.ip }),
  ...(body.device !== undefined && { device: body.device }),
});

const place = async (
  call: PlaceCall,
  { desk, state, book, view, hashOrigin, newId }: OrderDeps,
): Promise<Order> => {
  const { principal, body, request } = call;
  const digests = digestRequest(principal.id, request.get('idempotency-key'), body);
  await desk.run({
    type: 'place',
    orderId: newId(),
    accountId: principal.id,
    lines: body.lines,
    request: digests,
    origin: hashOrigin(originOf(call)),
  });
  return view.asPlaced(book.find(found(state.requests.get(digests.key))));
};

const list = (
  { accountId }: { accountId: string | undefined },
  { status, sort, search, limit, cursor }: QueryOf<typeof listOrders>,
  { state, book, people, view, clock }: OrderDeps,
): ReplyOf<typeof listOrders> => {
  const matches = createOrderSearch(search, state, people);
  const page = book.page({ accountId, status, matches, sort, limit, after: sequenceOf(cursor) });
  const now = clock.now();
  return {
    rows: page.entries.map((entry) => view.now(entry, now)),
    total: page.total,
    ...(page.next !== undefined && { next: String(page.next) }),
  };
};

/** Customers see their own orders, who runs the stand sees all. */
const scopeOf = ({ id, role }: Principal) => ({ accountId: role === 'customer' ? id : undefined });

export const mountOrders = (mount: Mount, deps: OrderDeps): void => {
  const { desk, state, book, view, admission, clock } = deps;
  const show = (orderId: string): Order => view.now(book.find(found(state.orders.get(orderId))), clock.now());

  mount(placeOrder, (call) => place(call, deps), { admit: admission.order });

  mount(listOrders, async ({ principal, query }) => {
    await desk.catchUp();
    return list(scopeOf(principal), query, deps);
  });

  mount(
    cancelOrder,
    async ({ params: { orderId }, principal }) => {
      await desk.run({ type: 'cancel', orderId, accountId: principal.id });
      return show(orderId);
    },
    { admit: admission.cancel },
  );

  for (const [route, type] of [
    [fulfilOrder, 'fulfil'],
    [expireOrder, 'expire'],
    [refundOrder, 'refund'],
  ] as const) {
    mount(route, async ({ params: { orderId } }) => {
      await desk.run({ type, orderId });
      return show(orderId);
    });
  }
};
