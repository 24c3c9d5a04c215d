import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { setTimeout } from 'node:timers/promises';
import type { RelishEvent } from '../../services/contracts/events.ts';
import {
  getSafetyCurve,
  type SafetyPoint,
  startSafetyCurve,
} from '../../services/contracts/http/safety-curve.ts';
import type { Policy } from '../../services/contracts/policy.ts';
import { digestOf } from '../../services/platform/digest/canonical-digest.ts';
import { createLogger } from '../../services/platform/telemetry/logger.ts';
import { SafetyCurves } from '../../services/recommender/safety-curve/safety-curves.ts';
import { aShop } from '../builders/a-shop.ts';
import { item, policyActivated, quarantined } from '../builders/acts.ts';
import { anOrder, daysAgo } from '../builders/an-order.ts';
import { fold, listOf, newFor, recommended } from '../builders/fold.ts';
import { smallPolicy } from '../builders/policies.ts';
import { expectProblem, statusOf } from '../builders/recommender-client.ts';
import { aRecommenderSite, type RecommenderSite } from '../builders/recommender-service.ts';
import { seeded } from '../builders/seeded.ts';

const ACCOUNTS = 24;
const ITEMS = 14;
/** Days before today; whoever comes on the last two is held out. */
const BEFORE = [30, 24, 18, 12, 9];
const AFTER = [4, 2];
const CUT = daysAgo(AFTER[0]!).slice(0, 10);
const TOP = 10;

const nameOf = (account: number): string => `account-${account}`;

/** Two tastes, and what each account took home from the cut on. */
const history = () => {
  const random = seeded(7);
  const draw = (account: number) => `i-${Math.floor(random() ** 2 * (ITEMS / 2)) * 2 + (account % 2)}`;
  const taken = new Map<string, ReadonlySet<string>>();
  const events: RelishEvent[] = [];
  for (let account = 0; account < ACCOUNTS; account++) {
    const later: string[] = [];
    for (const ago of [...BEFORE, ...AFTER]) {
      const items = [draw(account), draw(account + 1)];
      if (AFTER.includes(ago)) later.push(...items);
      const order = anOrder(`${account}-${ago}`).by(nameOf(account)).of(items[0]!).of(items[1]!);
      events.push(...order.placedAt(daysAgo(ago)).fulfilled().events);
    }
    taken.set(nameOf(account), new Set(later));
  }
  // Nothing of this is to be seen by the lists, or to be held against them.
  const noise = [
    ...anOrder('back').by(nameOf(0)).of('i-98').placedAt(daysAgo(2)).fulfilled().refunded().events,
    ...anOrder('late-comer').by('late').of('i-99').placedAt(daysAgo(2)).fulfilled().events,
    item('item.soldout', 'i-0', daysAgo(9)),
  ];
  const hostile = BEFORE.concat(AFTER).flatMap(
    (ago) => anOrder(`hostile-${ago}`).by('hostile').of('i-97').placedAt(daysAgo(ago)).fulfilled().events,
  );
  return { events: [...events, ...noise, ...hostile, quarantined('hostile')], taken };
};

const { events, taken } = history();
/** What the shop knew at the cut, and people's acts. */
const known = events.filter(
  ({ type, time }) => type.startsWith('account.') || (type !== 'item.soldout' && time.slice(0, 10) < CUT),
);
const inForce: Policy = { ...smallPolicy, peers: { ...smallPolicy.peers, clip: 300_000, power: 3 } };

const mean = (figures: readonly number[]) => figures.reduce((sum, one) => sum + one, 0) / figures.length;
const discount = (place: number) => 1 / Math.log2(place + 2);
const millionths = (share: number) => Math.round(share * 1_000_000);

const sumTo = (count: number) =>
  Array.from({ length: count }, (_, place) => discount(place)).reduce((a, b) => a + b, 0);

/** The same, without any of what is tested: each account's answer against what it took home. */
const plainly = (policy: Policy, only: 'all' | 'fresh') => {
  const state = fold(known, policy);
  const rows = [...taken].flatMap(([account, items]) => {
    const had = new Set(
      known.flatMap((event) =>
        event.type === 'order.placed' && event.data.accountId === account
          ? event.data.lines.map(({ itemId }) => itemId)
          : [],
      ),
    );
    const wanted = new Set([...items].filter((itemId) => only === 'all' || !had.has(itemId)));
    if (wanted.size === 0) return [];
    const list = listOf(state, only === 'all' ? recommended(account, TOP) : newFor(account, TOP)).items;
    const hits = list.flatMap(({ itemId, certificate }, place) =>
      wanted.has(itemId) ? [{ place, accounts: certificate.accounts }] : [],
    );
    const gain = hits.reduce((sum, { place }) => sum + discount(place), 0);
    const heldAgainst = (e: number) => hits.filter(({ accounts }) => accounts > e).length;
    return [
      {
        ndcg: gain / sumTo(Math.min(TOP, wanted.size)),
        found: hits.length / wanted.size,
        heldAgainst,
        wanted,
      },
    ];
  });
  return {
    accounts: rows.length,
    ndcg: millionths(mean(rows.map(({ ndcg }) => ndcg))),
    recall: millionths(mean(rows.map(({ found }) => found))),
    certified: [0, 1, 2, 5, 10, 20].map((against) => ({
      against,
      precision: millionths(mean(rows.map(({ heldAgainst }) => heldAgainst(against) / TOP))),
      recall: millionths(mean(rows.map(({ heldAgainst, wanted }) => heldAgainst(against) / wanted.size))),
    })),
  };
};

const read = async (site: RecommenderSite) =>
  getSafetyCurve.reply.parse((await site.call('GET /v1/safety-curve', { as: 'analyst' })).json);
const measure = async (site: RecommenderSite) => {
  const started = await site.call('POST /v1/safety-curve', { as: 'analyst' });
  expect(started.status).toBe(202);
  startSafetyCurve.reply.parse(started.json);
  for (;;) {
    const curve = await read(site);
    if (curve.run?.state !== 'running') return curve;
    await setTimeout(5);
  }
};
const pointAt = (points: readonly SafetyPoint[], clip: number, power: number) =>
  points.find((one) => one.clip === clip && one.power === power);

describe('accuracy against safety, measured on a shop', () => {
  let site: RecommenderSite;
  beforeAll(async () => {
    site = await aRecommenderSite(smallPolicy);
    await site.append([...events, policyActivated(inForce)]);
    await statusOf(site);
  });
  afterAll(async () => {
    await site[Symbol.asyncDispose]();
  });

  const measured = async () => {
    const { result, ...rest } = await measure(site);
    if (result?.outcome !== 'measured') throw new Error(JSON.stringify({ result, ...rest }));
    return result;
  };

  test('nothing is there before somebody starts it', async () => {
    const curve = await read(site);
    expect(curve).toEqual({ now: { position: site.log.head(), policy: digestOf(inForce) } });
  });

  test('says where it cut the history, at which position and under which policy', async () => {
    const before = await statusOf(site);
    const result = await measured();
    expect(result).toMatchObject({
      position: site.log.head(),
      policy: digestOf(inForce),
      limit: TOP,
      split: {
        cut: CUT,
        // Of the late-comer one order; what was given back and who is quarantined count nowhere.
        orders: { before: ACCOUNTS * BEFORE.length, after: ACCOUNTS * AFTER.length + 1 },
        accounts: { returned: ACCOUNTS, measured: ACCOUNTS },
      },
    });
    expect(await statusOf(site)).toEqual(before);
  });

  test('its figures are those of the lists at the cut, for any choice of clip and power', async () => {
    const { points } = await measured();
    for (const [clip, power] of [
      [50_000, 1],
      [300_000, 3],
      [1_000_000, 4],
    ] as const) {
      const policy = { ...inForce, peers: { ...inForce.peers, clip, power } };
      expect(pointAt(points, clip, power)).toEqual({
        clip,
        power,
        inForce: clip === 300_000,
        all: plainly(policy, 'all'),
        fresh: plainly(policy, 'fresh'),
      });
    }
    // The choices differ, or the test would say nothing.
    expect(new Set(points.map((point) => JSON.stringify(point.fresh))).size).toBeGreaterThan(3);
    const { certified } = pointAt(points, 50_000, 1)!.all;
    expect(certified[0]!.precision).toBeGreaterThan(certified.at(-1)!.precision);
  });

  test('the same position and policy give the same figures, after a restart too', async () => {
    const first = await measured();
    expect(await measured()).toEqual(first);
    await site.restart();
    expect((await read(site)).result).toBeUndefined();
    expect(await measured()).toEqual(first);
  });

  test('only analysts and admins may', async () => {
    for (const request of ['GET /v1/safety-curve', 'POST /v1/safety-curve'] as const) {
      await expectProblem(site.call(request, { as: null }), 401);
      await expectProblem(site.call(request, { as: 'service' }), 403);
    }
  });
});

describe('a shop that is too small', () => {
  test('says what is missing, and gives no figures', async () => {
    await using site = await aRecommenderSite(smallPolicy);
    expect((await measure(site)).result).toMatchObject({
      outcome: 'too-small',
      lacks: [
        { what: 'orders', has: 0, needs: 100 },
        { what: 'returned', has: 0, needs: 20 },
      ],
    });
    await site.append(aShop({ policy: smallPolicy, established: 5, newcomers: 2 }));
    const { result } = await measure(site);
    if (result?.outcome !== 'too-small') throw new Error(JSON.stringify(result));
    const [orders, returned] = result.lacks;
    expect(orders).toMatchObject({ what: 'orders', needs: 100 });
    expect(orders!.has).toBeGreaterThan(0);
    expect(returned!.has).toBeLessThan(20);
  });

  test('is one that was new at the cut, however large it is', async () => {
    const strict: Policy = { ...smallPolicy, standing: { ...smallPolicy.standing, minimumEstablished: 25 } };
    await using site = await aRecommenderSite(strict);
    await site.append(events);
    expect((await measure(site)).result).toMatchObject({
      outcome: 'too-small',
      lacks: [{ what: 'established', has: ACCOUNTS, needs: 25 }],
    });
  });
});

describe('a run', () => {
  const curvesOver = async (site: RecommenderSite, read = site.log.read.bind(site.log)) => {
    await site.append(events);
    const log = { read, head: () => site.log.head() };
    const makeState = () => fold([], smallPolicy);
    return new SafetyCurves({ log, makeState, logger: createLogger('silent') });
  };

  test('is joined while it is under way, and given up on shutdown', async () => {
    await using site = await aRecommenderSite(smallPolicy);
    const curves = await curvesOver(site);
    curves.start();
    const { run } = curves.progress;
    expect(run).toMatchObject({ state: 'running', position: site.log.head() });
    curves.start();
    expect(curves.progress.run).toBe(run);
    await curves[Symbol.asyncDispose]();
    expect(curves.progress).toMatchObject({ run: { state: 'failed' } });
    expect(curves.progress.result).toBeUndefined();
  });

  test('that fails says so without the inside of the machine, and can be started again', async () => {
    await using site = await aRecommenderSite(smallPolicy);
    const curves = await curvesOver(site, () => Promise.reject(new Error('the disk is gone')));
    curves.start();
    while (curves.progress.run?.state === 'running') await setTimeout(1);
    expect(curves.progress).toMatchObject({ run: { state: 'failed', problem: { code: 'internal' } } });
    expect(JSON.stringify(curves.progress)).not.toContain('disk');
    curves.start();
    expect(curves.progress.run?.state).toBe('running');
    await curves[Symbol.asyncDispose]();
  });
});
