import { setTimeout as wait } from 'node:timers/promises';
import { expect } from '@jest/globals';
import { getStatus } from '../../../services/contracts/http/overview.ts';
import { getMenu } from '../../../services/contracts/http/ordering.ts';
import type { ReplyOf } from '../../../services/contracts/http/route.ts';
import type { ArchiveProblem } from '../../../services/platform/archive/archive-problem.ts';
import { verifyArchive } from '../../../services/platform/archive/verify-archive.ts';
import { STREAMS } from '../../../services/platform/event-log/redis/log-keys.ts';
import type { EventLog } from '../../../services/platform/event-log/event-log.ts';
import { defaultFlags } from '../../../services/platform/flags/default-flags.ts';
import { defaultPolicy } from '../../../services/recommender/integrity/policy.ts';
import { RecommenderState } from '../../../services/recommender/replay/recommender-state.ts';
import { verifyLog } from '../../../services/relish/cli/verify-log.ts';
import { readAll, type Read } from '../../contract/event-log/log-events.ts';
import { reconcile, type Reconciliation, type Row } from '../../load/report/reconcile.ts';
import { openClusterLog, openClusterStore } from './open-cluster-log.ts';
import { type Member, SERVICE_TOKEN, type ShopCluster } from './shop-cluster.ts';
import type { SteadyLunch } from './steady-lunch.ts';

const PATIENCE_MS = 60_000;
const PAUSE_MS = 100;
const SEED = 8;

type Status = ReplyOf<typeof getStatus>;

/** What a shop came to, once nobody does anything any more. All of it is `expectSound`'s. */
export interface Audit {
  readonly reconciliation: Reconciliation;
  readonly events: number;
  /** Idempotency keys that more than one order has. */
  readonly sharedKeys: readonly string[];
  /** Events that are on the log more than once, by source and id. */
  readonly repeated: readonly string[];
  readonly statuses: readonly Pick<Status, 'position' | 'digest'>[];
  /** Of a fold from the beginning, and of one in another order. */
  readonly folds: readonly string[];
  /** What is wrong with the archive of any stream; a segment whose manifest is yet to come is not. */
  readonly archiveProblems: readonly ArchiveProblem[];
  /** Events that the archive has. */
  readonly archived: number;
  /** What each replica of ordering says of its stock, by item: made, left, held, sold. */
  readonly stocks: readonly (readonly string[])[];
}

const statusOf = async ({ url }: Member): Promise<Status> => {
  const headers = { authorization: `Bearer ${SERVICE_TOKEN}` };
  const reply = await fetch(`${url}${getStatus.path}`, { headers, signal: AbortSignal.timeout(5_000) });
  return getStatus.reply.parse(await reply.json());
};

/**
 * What each says once all have taken the same: what they do of themselves, such as recording an answer that went out
 * before its record did, may come after the head that was looked at first.
 * @throws Error when they haven't in time
 */
const inStep = async (
  members: readonly Member[],
  log: Pick<EventLog, 'head'>,
): Promise<readonly Status[]> => {
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    const found = await Promise.all(members.map((member) => statusOf(member).catch(() => undefined)));
    const statuses = found.filter((status) => status !== undefined);
    const head = log.head();
    const isTaken = ({ position }: Status) => position >= head && position === statuses[0]?.position;
    if (statuses.length === members.length && statuses.every(isTaken)) return statuses;
    if (performance.now() > until) {
      const places = members.map(({ name }, index) => `${name} is at ${found[index]?.position ?? 'nowhere'}`);
      throw new Error(`The head of the log is ${head}, but ${places.join(', ')}.`);
    }
    await wait(PAUSE_MS);
  }
};

const ENDINGS: Readonly<Record<string, Row['status']>> = {
  'order.cancelled': 'cancelled',
  'order.fulfilled': 'fulfilled',
  'order.expired': 'expired',
  'order.refunded': 'refunded',
};

/** A row for each time that one of the people placed an order: two of one id are a doubled order. */
const rowsOf = (read: readonly Read[], people: ReadonlySet<string>): readonly Row[] => {
  const states = new Map<string, Row['status']>();
  for (const { event } of read) {
    const ending = ENDINGS[event.type];
    if (ending && 'orderId' in event.data) states.set(event.data.orderId, ending);
  }
  return read.flatMap(({ event }) => {
    if (event.type !== 'order.placed' || !people.has(event.data.accountId)) return [];
    const { orderId, accountId } = event.data;
    return [{ orderId, accountId, status: states.get(orderId) ?? 'placed' }];
  });
};

const repeatedIn = (names: readonly string[]): readonly string[] => {
  const seen = new Set<string>();
  return names.filter((name) => seen.size === seen.add(name).size);
};

const keysIn = (read: readonly Read[]): readonly string[] =>
  read.flatMap(({ event }) =>
    event.type === 'order.placed' && event.data.request ? [event.data.request.key] : [],
  );

const stockOf = async ({ url }: Member): Promise<readonly string[]> => {
  const { items } = getMenu.reply.parse(await (await fetch(`${url}${getMenu.path}`)).json());
  return items.map(({ itemId, stock }) => {
    const { made, left, held, sold } = stock;
    return `${itemId}: ${made} = ${left} + ${held} + ${sold}${made === left + held + sold ? '' : ' is wrong'}`;
  });
};

const foldsOf = async (log: Pick<EventLog, 'read'>): Promise<readonly string[]> => {
  const createFold = () => new RecommenderState(defaultPolicy, defaultFlags);
  const options = { log, createFold, seed: SEED, onProgress: () => undefined };
  const { inOrder, shuffled } = await verifyLog({ ...options, stop: new AbortController().signal });
  return [inOrder, shuffled];
};

const archiveOf = async (cluster: ShopCluster) => {
  await using store = await openClusterStore(cluster);
  const reports = await Promise.all(
    STREAMS.map((stream) => verifyArchive(store, stream, cluster.signer.trusted)),
  );
  const problems = reports.flatMap((report) => report.problems);
  return {
    archiveProblems: problems.filter(({ kind }) => kind !== 'unsigned'),
    archived: reports.reduce((sum, { events }) => sum + events, 0),
  };
};

/** Reads everything back from the engines and the replicas, which have to be up by now. */
export const auditCluster = async (
  cluster: ShopCluster,
  { ledger, shop }: Pick<SteadyLunch, 'ledger' | 'shop'>,
  recommenders: readonly Member[] = cluster.recommender,
): Promise<Audit> => {
  await using log = await openClusterLog(cluster);
  const statuses = await inStep(recommenders, log);
  const read = await readAll(log);
  const people = new Set(shop.people.map(({ accountId }) => accountId));
  return {
    reconciliation: reconcile({ ledger, people, rows: rowsOf(read, people) }),
    events: read.length,
    sharedKeys: repeatedIn(keysIn(read)),
    repeated: repeatedIn(read.map(({ event: { source, id } }) => `${source} ${id}`)),
    statuses: statuses.map(({ position, digest }) => ({ position, digest })),
    folds: await foldsOf(log),
    ...(await archiveOf(cluster)),
    stocks: await Promise.all(cluster.ordering.map(stockOf)),
  };
};

/** What must hold of a shop whatever has happened to it. @param atLeast orders, or nothing was tried */
export const expectSound = (audit: Audit, atLeast: number): void => {
  const { reconciliation, sharedKeys, repeated, archiveProblems, statuses, folds, stocks } = audit;
  expect(reconciliation).toMatchObject({ lost: [], doubled: [], wrongState: [], isSound: true });
  expect({ sharedKeys, repeated, archiveProblems }).toEqual({
    sharedKeys: [],
    repeated: [],
    archiveProblems: [],
  });
  const [digest = ''] = folds;
  const [first] = statuses;
  expect(folds).toEqual([digest, digest]);
  expect(statuses).toEqual(statuses.map(() => ({ position: first?.position, digest })));
  expect(stocks).toEqual(stocks.map(() => stocks[0]));
  expect(stocks.flat().filter((stock) => / wrong| -\d/.test(stock))).toEqual([]);
  expect(reconciliation.acknowledged).toBeGreaterThanOrEqual(atLeast);
};

/** In few words, for the line that a fault prints. */
export const inNumbers = ({ reconciliation, events, archived }: Audit): string => {
  const { acknowledged, lost, doubled, wrongState, unanswered } = reconciliation;
  return (
    `${acknowledged} orders acknowledged (${unanswered} never answered), ` +
    `lost ${lost.length}, doubled ${doubled.length}, in another state ${wrongState.length}; ` +
    `${events} events fold to the same digest on all` +
    (archived > 0 ? `, ${archived} of them in a sound archive` : '')
  );
};
