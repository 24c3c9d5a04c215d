import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import { openRedisEventLog } from '../../../services/platform/event-log/redis/redis-event-log.ts';
import { storedEvents } from '../../../services/platform/event-log/stored-events.ts';
import { connectRedis } from '../../../services/platform/redis/connect.ts';
import { readAll } from '../../contract/event-log/log-events.ts';
import { order } from './an-event.ts';
import { describeCluster } from './describe-cluster.ts';
import { countDeadLetters, ingestAt } from './ingest.ts';
import { openClusterLog } from './open-cluster-log.ts';
import { isFresh, listAt, untilAll } from './probe.ts';
import { tell } from './tell.ts';
import { useCluster } from './use-cluster.ts';

const BAD = 1_000;
const BATCH = 1_000;
const LOOKS = 20;
const LOOK_MS = 500;
/** Under a tenth, beyond which publication is held: that is another test's. */
const GOOD = 10_500;

/** Spread evenly: the share of no window is over the contract's. */
const isBad = (index: number): boolean =>
  Math.floor(((index + 1) * BAD) / (GOOD + BAD)) > Math.floor((index * BAD) / (GOOD + BAD));

/** Each kind of poison, by a number that makes it another one. */
const POISONS: readonly ((number: number) => unknown)[] = [
  () => null,
  (number) => number,
  (number) => `not an event ${number}`,
  (number) => [order(`nested-${number}`)],
  (number) => ({ number }),
  (number) => order(`bad-${number}`, { type: `order.eaten-${number}` }),
  (number) => order(`bad-${number}`, { specversion: '0.3' }),
  (number) => order('', { number }),
  (number) => order(`${number}`.repeat(500)),
  (number) => order(`bad-${number}`, { source: { number } }),
  (number) => order(`bad-${number}`, { time: 'yesterday' }),
  (number) => order(`bad-${number}`, { time: new Date(Date.now() + 3_600_000).toISOString() }),
  (number) => order(`bad-${number}`, { data: null }),
  (number) => order(`bad-${number}`, { data: { orderId: `o-${number}` } }),
  (number) => order(`bad-${number}`, { data: { orderId: 'o', accountId: 'a', lines: [] } }),
  (number) =>
    order(`bad-${number}`, {
      data: { orderId: 'o', accountId: 'a', lines: [{ itemId: 'bcpcc-8', quantity: -number - 1 }] },
    }),
  (number) =>
    order(`bad-${number}`, {
      data: { orderId: 'o', accountId: 'a', lines: [{ itemId: 'bcpcc-8', quantity: 1e308 }] },
    }),
  (number) => order(`bad-${number}`, { type: 'policy.activated', data: { digest: `${number}` } }),
  (number) =>
    order(`bad-${number}`, { type: 'account.quarantined', data: { accountId: 'a-1', reason: 'none' } }),
];

/** What a newer version of Relish would put on the log, beside this one. */
const newer = (home: string) => [
  order(`${home}-newer-1`, { type: 'order.rated', data: { orderId: 'o-1', stars: 5 } }),
  order(`${home}-newer-2`, { type: 'stand.moved', source: '/stands/hq', data: { to: 'the yard' } }),
  order(`${home}-newer-3`, { specversion: '1.1', data: { orderId: 'o-newer', tip: 50 } }),
  order(`${home}-newer-4`, { specversion: '2.0', source: '/stands/hq', data: { order: { id: 'o-newer' } } }),
  order(`${home}-newer-5`, { traceparent: '00-1-2-01', priority: 3 }),
  order(`${home}-newer-6`, {
    data: {
      orderId: `o-${home}-newer-6`,
      accountId: 'a-newer',
      lines: [{ itemId: 'bcpcc-8', quantity: 1, unitPrice: 850, sauce: 'hot' }],
      tip: 50,
    },
  }),
];

describeCluster('events that are not as they should be', () => {
  const stage = useCluster();

  it(`${BAD} poison messages of ${POISONS.length} kinds cost none of their neighbours, and the fold goes on`, async () => {
    const [recommender] = stage.cluster.recommender;
    const all = Array.from({ length: GOOD + BAD }, (_, index) =>
      isBad(index) ? POISONS[index % POISONS.length]!(index) : order(`good-${index}`),
    );
    let [accepted, rejected] = [0, 0];
    for (let from = 0; from < all.length; from += BATCH) {
      const result = await ingestAt(recommender!, all.slice(from, from + BATCH));
      accepted += result.accepted;
      rejected += result.rejected.length;
    }
    const sound = await stage.expectSound();
    await using log = await openClusterLog(stage.cluster);
    const found = (await readAll(log)).filter(({ event }) => event.id.startsWith('good-')).length;
    // The same thing twice is one letter, and so is much of what is no event and of which nothing may be kept.
    const bad = all.filter((_, index) => isBad(index));
    const distinct = new Set(bad.map((event) => JSON.stringify(event))).size;
    // They are written behind the answer.
    let letters = 0;
    for (let look = 0; look < LOOKS && letters < distinct; look++) {
      await wait(LOOK_MS);
      letters = await countDeadLetters(recommender!);
    }
    tell(
      `${rejected} of ${BAD} poison messages refused, ${letters} of ${distinct} different ones kept as dead letters, ` +
        `${accepted} of ${GOOD} neighbours taken; ${sound}`,
    );
    expect(letters).toBeGreaterThan(0);
    expect([accepted, rejected, found]).toEqual([GOOD, BAD, GOOD]);
  });

  it('keeps what a newer version wrote, whole, through a rolling restart', async () => {
    const { cluster, lunch } = stage;
    const written: unknown[] = [];
    for (const home of ['stand', 'recommender'] as const) {
      await using log = await openRedisEventLog({
        connect: (name) => connectRedis(cluster.redis.url, name),
        home,
        reads: [home],
      });
      const events = newer(home);
      await log.append(storedEvents(JSON.stringify(events)));
      written.push(...events);
    }
    for (const member of [...cluster.ordering, ...cluster.recommender]) {
      await member.stop();
      await member.start();
    }
    await untilAll(isFresh, () => Promise.all(cluster.ordering.map((member) => listAt(member, lunch))));
    const sound = await stage.expectSound();
    await using log = await openClusterLog(cluster);
    const found = (await readAll(log)).filter(({ event }) => event.id.includes('newer-'));
    tell(
      `${found.length} events of a newer version kept through the restart of 4 replicas, one by one; ${sound}`,
    );
    expect(found.map(({ event }) => event)).toEqual(written);
  });
});
