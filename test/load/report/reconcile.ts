import type { Order } from '../../../services/contracts/http/ordering.ts';
import type { Ledger } from '../ledger.ts';

/** One order as the operator sees it. */
export type Row = Pick<Order, 'orderId' | 'accountId' | 'status'>;

/** Orders since the hour began, by how they ended. */
export interface Tally {
  readonly placed: number;
  readonly cancelled: number;
  readonly fulfilled: number;
}

export interface Reconciliation {
  readonly acknowledged: number;
  readonly onTheLog: number;
  /** Acknowledged, and not on the log. */
  readonly lost: readonly string[];
  /** On the log two times, or placed twice by one request. */
  readonly doubled: readonly string[];
  /** `order: acknowledged as x, on the log as y`. */
  readonly wrongState: readonly string[];
  /** Sent without an answer, even after retries: no promise was made of these. */
  readonly unanswered: number;
  /** What the recommender's fold counts, where somebody may see it. */
  readonly recommender?: { readonly expected: Tally; readonly folded: Tally };
  readonly isSound: boolean;
}

interface Evidence {
  readonly ledger: Pick<Ledger, 'orders' | 'unanswered' | 'twice'>;
  /** All orders of the log since the hour began. */
  readonly rows: readonly Row[];
  /** Who ordered here; orders of anybody else are none of ours. */
  readonly people: ReadonlySet<string>;
  /** What the fold has counted since the hour began; absent where nobody may ask. */
  readonly folded?: Tally;
}

const tallyOf = (rows: readonly Row[]): Tally => {
  const count = (status: Row['status']) => rows.filter((row) => row.status === status).length;
  return { placed: rows.length, cancelled: count('cancelled'), fulfilled: count('fulfilled') };
};

/** Nobody fetched it, so it may have run out meanwhile. */
const agrees = (acknowledged: string, onTheLog: Row['status']): boolean =>
  onTheLog === acknowledged || (acknowledged === 'placed' && onTheLog === 'expired');

const wrongStates = (rows: readonly Row[], { orders }: Evidence['ledger']): string[] =>
  rows.flatMap(({ orderId, status }) => {
    const known = orders.get(orderId);
    if (!known || agrees(known.status, status) || status === known.mayBe) return [];
    return [`${orderId}: acknowledged as ${known.status}, on the log as ${status}`];
  });

/** More than one row of an id, and rows that no request accounts for. */
const doubledIn = (rows: readonly Row[], { ledger, people }: Evidence): string[] => {
  const seen = new Set<string>();
  const again = rows.filter(({ orderId }) => seen.size === seen.add(orderId).size);
  const unknown = rows.filter(
    ({ orderId, accountId }) => !ledger.orders.has(orderId) && people.has(accountId),
  );
  // One order may be there for each request whose answer never came.
  return [...again, ...unknown.slice(ledger.unanswered)].map(({ orderId }) => orderId);
};

const isSame = (a: Tally, b: Tally): boolean =>
  a.placed === b.placed && a.cancelled === b.cancelled && a.fulfilled === b.fulfilled;

/** Holds what was acknowledged against the log: each order there once, in the state that was acknowledged last. */
export const reconcile = (evidence: Evidence): Reconciliation => {
  const { ledger, rows, folded } = evidence;
  const ids = new Set(rows.map(({ orderId }) => orderId));
  const lost = [...ledger.orders.keys()].filter((orderId) => !ids.has(orderId));
  const doubled = doubledIn(rows, evidence);
  const wrongState = wrongStates(rows, ledger);
  const expected = tallyOf(rows);
  const isEmpty = lost.length + doubled.length + wrongState.length + ledger.twice === 0;
  return {
    acknowledged: ledger.orders.size,
    onTheLog: [...ledger.orders.keys()].length - lost.length,
    ...{ lost, doubled, wrongState, unanswered: ledger.unanswered },
    ...(folded && { recommender: { expected, folded } }),
    isSound: isEmpty && (!folded || isSame(expected, folded)),
  };
};
