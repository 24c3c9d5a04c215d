import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { createGuest, type GuestDeps } from './guest.ts';
import { HttpPool } from './http-pool.ts';
import { Ledger } from './ledger.ts';
import { Meter } from './meter.ts';
import { type Lunch, planVisits } from './plan/plan-visits.ts';
import { playLunch, type Stage } from './play-lunch.ts';
import type { Arguments } from './parse-arguments.ts';
import { type LoadReport, reportOf } from './report/load-report.ts';
import { reconcile, type Reconciliation, type Row, type Tally } from './report/reconcile.ts';
import {
  cpuSeconds,
  type Door,
  eventsBehind,
  foldedSince,
  openShop,
  ordersSince,
  restock,
  type Shop,
  ShopError,
} from './shop.ts';
import { watchFold } from './watch-fold.ts';

/** Of the plan's draw: an hour has no more orders of one dish than this share of all, and no more than all in all. */
const RESTOCK_MARGIN = 1.2;
/** Ordering and the recommender follow the log on their own: looked at until they agree, at most this often. */
const LOOKS = 40;
const LOOK_MS = 250;

export interface LoadOptions {
  readonly wanted: Arguments;
  readonly urls: readonly string[];
  readonly door: Door;
  /** Nobody else orders there: then the recommender's counts must be exactly ours. */
  readonly isOwn: boolean;
  /** Hears once a second how it goes. */
  readonly onSecond: (meter: Meter, second: number) => void;
  readonly onStep: (step: string) => void;
  readonly closing: AbortSignal;
  /** What the log is said to hold; for tests that lose an order. */
  readonly rowsOf?: (rows: readonly Row[]) => readonly Row[];
}

const asTheyAre = (rows: readonly Row[]): readonly Row[] => rows;
const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

interface Fold {
  /** What it has counted since it was opened. */
  since(): Promise<Tally>;
}

const openFold = async (pool: HttpPool, shop: Shop): Promise<Fold> => {
  const day = dayOf(Date.now());
  const before = await foldedSince(pool, shop, day);
  return {
    async since() {
      const now = await foldedSince(pool, shop, day);
      return {
        placed: now.placed - before.placed,
        cancelled: now.cancelled - before.cancelled,
        fulfilled: now.fulfilled - before.fulfilled,
      };
    },
  };
};

/** The hour is over: waits until the recommender has folded the last order, then reads everything back. */
const audit = async (
  options: LoadOptions,
  pool: HttpPool,
  shop: Shop,
  ledger: Ledger,
  fold: Fold,
): Promise<Reconciliation> => {
  const { isOwn, onStep, rowsOf = asTheyAre } = options;
  onStep('reading all orders back');
  if (ledger.position !== '') await eventsBehind(pool, shop, ledger.position);
  const people = new Set(shop.people.map(({ accountId }) => accountId));
  for (let look = 1; ; look++) {
    const rows = rowsOf(ledger.earliest === '' ? [] : await ordersSince(pool, shop, ledger.earliest));
    const folded = isOwn ? { folded: await fold.since() } : {};
    const found = reconcile({ ledger, rows, people, ...folded });
    // What nobody fetches runs out while we look: the two were not of the same moment.
    if (found.isSound || look === LOOKS || found.lost.length > 0) return found;
    await wait(LOOK_MS);
  }
};

const prepare = async (pool: HttpPool, { wanted, door, onStep }: LoadOptions): Promise<Shop> => {
  onStep(`signing in ${Math.min(wanted.people, door.accountIds.length)} people`);
  const shop = await openShop(pool, { ...door, accountIds: door.accountIds.slice(0, wanted.people) });
  if (shop.menu.length === 0 || shop.people.length === 0)
    throw new ShopError('There is no menu, or nobody to order.');
  onStep('making enough of everything');
  await restock(pool, shop, Math.ceil(wanted.rate * wanted.seconds * RESTOCK_MARGIN));
  return shop;
};

interface Players extends GuestDeps {
  readonly watchPool: HttpPool;
}

interface Played {
  readonly seconds: number;
  /** This program's share of a core. */
  readonly utilization: number;
  /** The instance's, where it is one process that tells. */
  readonly cores: number | undefined;
}

const play = async (
  lunch: Lunch,
  { urls, onSecond, onStep, closing }: LoadOptions,
  { watchPool, ...deps }: Players,
): Promise<Played> => {
  onStep(`lunch: ${lunch.seconds} s, ${lunch.rate} orders a second at its peak`);
  const began = performance.now();
  const before = performance.eventLoopUtilization();
  const cpuBefore = urls.length === 1 ? await cpuSeconds(watchPool) : undefined;
  await using _watch = watchFold({ pool: watchPool, shop: deps.shop, meter: deps.meter, onSecond });
  const guest = (stage: Stage) => createGuest(deps, stage);
  await playLunch({ visits: planVisits(lunch), guest, closing });
  const { utilization } = performance.eventLoopUtilization(before);
  const seconds = (performance.now() - began) / 1_000;
  const cpu = cpuBefore === undefined ? undefined : await cpuSeconds(watchPool);
  const cores = cpu === undefined || cpuBefore === undefined ? undefined : (cpu - cpuBefore) / seconds;
  return { seconds, utilization, cores };
};

/** Plays the hour against a running Relish, and reconciles it with the log. @throws ShopError */
export const runLoad = async (options: LoadOptions): Promise<LoadReport> => {
  const { wanted, urls, isOwn } = options;
  const pool = new HttpPool(urls, wanted.connections);
  // Of its own, so that the watch doesn't queue behind those whom it watches.
  const watchPool = new HttpPool(urls, urls.length);
  try {
    const shop = await prepare(pool, options);
    const meter = new Meter();
    const ledger = new Ledger();
    const fold = await openFold(watchPool, shop);
    const lunch = { ...wanted, people: shop.people.length, dishes: shop.menu.length };
    const run = `load-${wanted.seed}-${randomUUID()}`;
    const played = await play(lunch, options, { pool, watchPool, shop, meter, ledger, run });
    const reconciliation = await audit(options, watchPool, shop, ledger, fold);
    return reportOf({ lunch, urls, meter, reconciliation, ...played, isOwn });
  } finally {
    pool.close();
    watchPool.close();
  }
};
