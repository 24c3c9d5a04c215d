import { randomUUID } from 'node:crypto';
import { createGuest } from '../../load/guest.ts';
import { HttpPool } from '../../load/http-pool.ts';
import { Ledger } from '../../load/ledger.ts';
import { Meter } from '../../load/meter.ts';
import { playLunch } from '../../load/play-lunch.ts';
import { planVisits, type Visit } from '../../load/plan/plan-visits.ts';
import { openShop, restock, type Shop } from '../../load/shop.ts';
import type { ShopCluster } from './shop-cluster.ts';

/** One short lunch after the other, without end. */
const LUNCH_SECONDS = 20;
const PICKUP_MS = 1_500;
const CONNECTIONS = 64;
/** More of each dish than any of these tests sells. */
const ENOUGH = 20_000;

/** People who order all the time, open loop, and what was acknowledged to them. */
export interface SteadyLunch extends AsyncDisposable {
  readonly shop: Shop;
  readonly pool: HttpPool;
  readonly ledger: Ledger;
  readonly meter: Meter;
  /** Nobody else comes in; resolves when who is there has finished. */
  close(): Promise<void>;
  /** The same people and the same ledger, after a close. */
  again(): SteadyLunch;
  [Symbol.asyncDispose](): Promise<void>;
}

function* visitsOf(
  lunch: Omit<Parameters<typeof planVisits>[0], 'seed' | 'seconds' | 'pickup'>,
): Generator<Visit> {
  for (let turn = 0; ; turn++) {
    const from = turn * LUNCH_SECONDS * 1_000;
    const plan = { ...lunch, seed: turn + 1, seconds: LUNCH_SECONDS, pickup: PICKUP_MS };
    for (const visit of planVisits(plan))
      yield { ...visit, looksAt: visit.looksAt + from, ordersAt: visit.ordersAt + from };
  }
}

interface Opened {
  readonly pool: HttpPool;
  readonly shop: Shop;
  /** Orders a second at its peak. */
  readonly rate: number;
  readonly ledger: Ledger;
  readonly meter: Meter;
}

const play = (opened: Opened): SteadyLunch => {
  const { pool, shop, rate, ledger, meter } = opened;
  const closing = new AbortController();
  const lunch = playLunch({
    visits: visitsOf({ rate, people: shop.people.length, dishes: shop.menu.length }),
    guest: (stage) => createGuest({ pool, shop, meter, ledger, run: randomUUID() }, stage),
    closing: closing.signal,
  });
  // Heard of at the end.
  lunch.catch(() => undefined);
  const close = async (): Promise<void> => {
    closing.abort();
    await lunch;
  };
  return {
    ...{ shop, pool, ledger, meter, close },
    again: () => play(opened),
    async [Symbol.asyncDispose]() {
      await close().finally(() => pool.close());
    },
  };
};

/** Signs everybody in, makes enough of everything, and lets them order. */
export const startSteadyLunch = async (
  { ordering, door }: Pick<ShopCluster, 'door'> & { readonly ordering: readonly { readonly url: string }[] },
  rate: number,
): Promise<SteadyLunch> => {
  const pool = new HttpPool(
    ordering.map(({ url }) => url),
    CONNECTIONS,
  );
  const shop = await openShop(pool, door);
  await restock(pool, shop, ENOUGH);
  return play({ pool, shop, rate, ledger: new Ledger(), meter: new Meter() });
};
