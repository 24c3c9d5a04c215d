import { type Order, placeOrder } from '../../services/contracts/http/ordering.ts';
import type { Call, HttpPool } from './http-pool.ts';
import type { Acknowledged, Ledger } from './ledger.ts';
import type { Kind, Meter } from './meter.ts';
import { attempt, insist, type Outcome } from './outcome.ts';
import type { Stage } from './play-lunch.ts';
import type { Visit } from './plan/plan-visits.ts';
import type { Shop } from './shop.ts';

export interface GuestDeps {
  readonly pool: HttpPool;
  readonly shop: Shop;
  readonly meter: Meter;
  readonly ledger: Ledger;
  /** Begins every Idempotency-Key of this run, and of no other. */
  readonly run: string;
}

const LIST = '/api/recommendations?limit=5';
const endings = { cancelled: 'cancel', fetched: 'fulfil' } as const;
const states = { cancel: 'cancelled', fulfil: 'fulfilled' } as const satisfies Record<string, Acknowledged>;

/**
 * What people and the operator do at the stand, and what is measured of it.
 * @returns begins one visit: enters what it is made of
 */
export const createGuest = (
  { pool, shop, meter, ledger, run }: GuestDeps,
  stage: Stage,
): ((visit: Visit) => void) => {
  let requests = 0;

  /** Leaves now; counts from when it should have left. */
  const measured = async (kind: Kind, due: number, send: () => Promise<Outcome>): Promise<Outcome> => {
    meter.lateness.add(stage.now() - due);
    const outcome = await send();
    if (outcome.is === 'done') meter.times[kind].add(stage.now() - due);
    else if (outcome.is === 'refused') meter.fail(kind, outcome.code);
    return outcome;
  };
  const once = async (kind: Kind, due: number, call: Call): Promise<Outcome> => {
    const outcome = await measured(kind, due, () => attempt(pool, call));
    if (outcome.is === 'unknown') meter.fail(kind, outcome.code);
    return outcome;
  };
  const surely = (kind: Kind, due: number, call: Call): Promise<Outcome> =>
    measured(kind, due, () => insist(pool, call, (code) => meter.fail(kind, code)));

  const look = async (due: number, token: string): Promise<void> => {
    await Promise.all([
      once('menu', due, { method: 'GET', path: '/api/menu' }),
      once('list', due, { method: 'GET', path: LIST, token }),
    ]);
  };

  const lookAgain = async ({ position }: Order, token: string): Promise<void> => {
    const acknowledged = stage.now();
    const call = { method: 'GET', path: `${LIST}&minPosition=${position}`, token } as const;
    const outcome = await once('list', acknowledged, call);
    if (outcome.is === 'done') meter.foldLag.add(stage.now() - acknowledged);
  };

  const end = async (
    due: number,
    what: 'cancel' | 'fulfil',
    orderId: string,
    token: string,
  ): Promise<void> => {
    const call = { method: 'POST', path: `/api/orders/${orderId}/${what}`, token } as const;
    const outcome = await surely(what, due, call);
    if (outcome.is === 'done')
      ledger.ended(orderId, states[what], placeOrder.reply.parse(JSON.parse(outcome.text)).position);
    // An attempt without an answer had got through.
    else if (outcome.is === 'refused' && outcome.ended === states[what]) ledger.ended(orderId, states[what]);
    else if (outcome.is === 'unknown') ledger.uncertain(orderId, states[what]);
  };

  const afterwards = (order: Order, due: number, { ending, endsAfter, looksAgain }: Visit, token: string) => {
    if (looksAgain) stage.at(stage.now(), () => lookAgain(order, token));
    if (ending === 'left') return;
    const what = endings[ending];
    const by = ending === 'cancelled' ? token : shop.operator;
    // Nobody cancels or fetches what isn't confirmed yet.
    const at = Math.max(due + endsAfter, stage.now());
    stage.at(at, (endDue) => end(endDue, what, order.orderId, by));
  };

  const order = async (due: number, visit: Visit, token: string): Promise<void> => {
    const lines = visit.dishes.map((dish) => ({ itemId: shop.menu[dish] ?? '', quantity: 1 }));
    const idempotencyKey = `${run}-${requests++}`;
    const call = { method: 'POST', path: '/api/orders', token, body: { lines }, idempotencyKey } as const;
    const taps = visit.tapsTwice ? [0, 1] : [0];
    meter.wanted += 1;
    const outcomes = await Promise.all(taps.map(() => surely('order', due, call)));
    const placed = outcomes.flatMap((outcome) =>
      outcome.is === 'done' ? [placeOrder.reply.parse(JSON.parse(outcome.text))] : [],
    );
    const [first] = placed;
    if (!first) {
      if (outcomes.some(({ is }) => is === 'unknown')) ledger.unanswered += 1;
      return;
    }
    if (placed.some(({ orderId }) => orderId !== first.orderId)) ledger.twice += 1;
    meter.done += 1;
    ledger.placed(first);
    afterwards(first, due, visit, token);
  };

  return (visit) => {
    const { token } = shop.people[visit.person]!;
    stage.at(visit.looksAt, (due) => look(due, token));
    stage.at(visit.ordersAt, (due) => order(due, visit, token));
  };
};
