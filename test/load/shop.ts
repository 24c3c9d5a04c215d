import type { z } from 'zod';
import { createSession, getDemo, getMenu, listOrders } from '../../services/contracts/http/ordering.ts';
import { getOverview, getStatus } from '../../services/contracts/http/overview.ts';
import type { Call, HttpPool } from './http-pool.ts';
import { attempt, insist, type Outcome } from './outcome.ts';
import type { Row, Tally } from './report/reconcile.ts';

/** Sign-ins that are under way at once: the stand computes two at a time and lets a hundred wait. */
const SIGN_INS_AT_ONCE = 16;
/** What one call may make more of. */
const MOST_RESTOCKED = 10_000;
const PAGE = 100;

/** Relish isn't as this run needs it: told without a trace. */
export class ShopError extends Error {
  override readonly name = 'ShopError';
}

interface SignedIn {
  readonly accountId: string;
  readonly token: string;
}

/** A Relish that is ready for the hour: everybody is signed in. */
export interface Shop {
  readonly people: readonly SignedIn[];
  /** Item ids, in the order of the menu. */
  readonly menu: readonly string[];
  /** Tokens of those who run it. */
  readonly operator: string;
  readonly analyst: string;
}

/** Whom to sign in. */
export interface Door {
  readonly accountIds: readonly string[];
  readonly passcode: string;
}

const textOf = (what: string, outcome: Outcome): string => {
  if (outcome.is === 'done') return outcome.text;
  throw new ShopError(`${what}: ${outcome.code}.`);
};

const get = async <T extends z.ZodType>(
  pool: HttpPool,
  schema: T,
  path: string,
  token?: string,
): Promise<z.output<T>> => {
  const call: Call = { method: 'GET', path, ...(token !== undefined && { token }) };
  const outcome = await insist(pool, call, () => undefined);
  return schema.parse(JSON.parse(textOf(`GET ${path.split('?')[0]}`, outcome)));
};

/** The demo's customers, and the passcode it tells. @throws ShopError where the demo is off */
export const findDoor = async (pool: HttpPool, chosen: string | undefined): Promise<Door> => {
  const { demo, accounts, passcode = chosen } = await get(pool, getDemo.reply, getDemo.path);
  if (!demo)
    throw new ShopError('The load needs a Relish with the demo on (RELISH_DEMO=on): nobody could sign in.');
  if (passcode === undefined) throw new ShopError('Set RELISH_DEMO_PASSCODE as the instance has it.');
  const customers = accounts.filter(({ role }) => role === 'customer');
  return { accountIds: customers.map(({ accountId }) => accountId), passcode };
};

const signIn = async (pool: HttpPool, accountId: string, passcode: string): Promise<SignedIn> => {
  const call: Call = { method: 'POST', path: createSession.path, body: { accountId, passcode } };
  const outcome = await insist(pool, call, () => undefined);
  const { token } = createSession.reply.parse(JSON.parse(textOf(`sign-in of ${accountId}`, outcome)));
  return { accountId, token };
};

/** Signs in everybody, before the hour begins: a sign-in costs its scrypt, which is no part of a lunch. */
export const openShop = async (pool: HttpPool, { accountIds, passcode }: Door): Promise<Shop> => {
  const queue = [...accountIds].reverse();
  const people: SignedIn[] = [];
  const work = async (): Promise<void> => {
    for (let id = queue.pop(); id !== undefined; id = queue.pop())
      people.push(await signIn(pool, id, passcode));
  };
  await Promise.all(Array.from({ length: SIGN_INS_AT_ONCE }, work));
  const operator = await signIn(pool, 'operator', passcode);
  const analyst = await signIn(pool, 'analyst', passcode);
  const { items } = await get(pool, getMenu.reply, getMenu.path);
  // Who was signed in first is nobody's choice, and must not be the plan's either.
  people.sort((a, b) => (a.accountId < b.accountId ? -1 : 1));
  return {
    people,
    menu: items.map(({ itemId }) => itemId),
    operator: operator.token,
    analyst: analyst.token,
  };
};

/** Makes as much of every dish as the whole hour could order of it: a load is no test of scarcity. */
export const restock = async (pool: HttpPool, { menu, operator }: Shop, orders: number): Promise<void> => {
  for (const itemId of menu) {
    for (let left = orders; left > 0; left -= MOST_RESTOCKED) {
      const body = { quantity: Math.min(MOST_RESTOCKED, left) };
      const path = `/api/items/${encodeURIComponent(itemId)}/restock`;
      textOf('restock', await attempt(pool, { method: 'POST', path, token: operator, body }));
    }
  }
};

/** Events that the fold has not seen yet. @param minPosition wait for it, 2 s at most */
export const eventsBehind = async (
  pool: HttpPool,
  { analyst }: Pick<Shop, 'analyst'>,
  minPosition?: string,
): Promise<number> => {
  const query = minPosition === undefined ? '' : `?minPosition=${minPosition}`;
  return (await get(pool, getStatus.reply, `${getStatus.path}${query}`, analyst)).lag;
};

/** All orders that were placed at `since` or later, by anybody: page by page, newest first. */
export const ordersSince = async (pool: HttpPool, { operator }: Shop, since: string): Promise<Row[]> => {
  const rows: Row[] = [];
  let cursor: string | undefined;
  do {
    const query = new URLSearchParams({ limit: String(PAGE), sort: 'newest', ...(cursor && { cursor }) });
    const page = await get(pool, listOrders.reply, `${listOrders.path}?${query}`, operator);
    const found = page.rows.filter(({ placedAt }) => placedAt >= since);
    rows.push(...found.map(({ orderId, accountId, status }) => ({ orderId, accountId, status })));
    cursor = found.length < page.rows.length ? undefined : page.next;
  } while (cursor !== undefined);
  return rows;
};

/** Orders by what the recommender's fold says has become of them, of all days since `day` (YYYY-MM-DD). */
export const foldedSince = async (pool: HttpPool, { analyst }: Shop, day: string): Promise<Tally> => {
  const { buckets, orders } = await get(pool, getOverview.reply, `${getOverview.path}?window=month`, analyst);
  const sum = (counts: readonly number[]) =>
    counts.reduce((total, count, index) => (buckets[index]! >= day ? total + count : total), 0);
  return { placed: sum(orders.placed), cancelled: sum(orders.cancelled), fulfilled: sum(orders.fulfilled) };
};

/** CPU seconds that the instance has used so far; undefined where its metrics aren't told to us. */
export const cpuSeconds = async (pool: HttpPool): Promise<number | undefined> => {
  const outcome = await attempt(pool, { method: 'GET', path: '/metrics' });
  const found =
    outcome.is === 'done' ? /^process_cpu_seconds_total(?:{.*})? (\S+)/m.exec(outcome.text)?.[1] : undefined;
  return found === undefined ? undefined : Number(found);
};
