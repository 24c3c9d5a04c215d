import { expect, it } from '@jest/globals';
import { auditCluster, expectSound, inNumbers } from './audit.ts';
import { describeCluster } from './describe-cluster.ts';
import {
  countsOf,
  during,
  isFresh,
  isList,
  isStale,
  isTaken,
  listAt,
  orderAt,
  timesOf,
  untilAll,
} from './probe.ts';
import { secondsSince, tell } from './tell.ts';
import { useCluster } from './use-cluster.ts';

const CUT_MS = Number(process.env['RELISH_CUT_SECONDS'] ?? 8) * 1_000;

describeCluster('a cut between two tiers', () => {
  const stage = useCluster();
  const order = () => Promise.all(stage.cluster.ordering.map((member) => orderAt(member, stage.lunch)));
  const look = () => Promise.all(stage.cluster.ordering.map((member) => listAt(member, stage.lunch)));

  it.each(['hole', 'reset'] as const)(
    'leaves orders as they were: ordering ↔ recommender, %s',
    async (cut) => {
      const { ordering } = stage.cluster;
      for (const { toRecommender } of ordering) toRecommender.set(cut);
      const [orders, lists] = await Promise.all([during(CUT_MS, order), during(CUT_MS, look)]);
      for (const { toRecommender } of ordering) toRecommender.set('open');
      const recovery = await untilAll(isFresh, look);
      const sound = await stage.expectSound();
      tell(
        `ordering ↔ recommender ${cut}: orders ${countsOf(orders)}, ${timesOf(orders)}; lists ${countsOf(lists)}, ` +
          `${timesOf(lists)}, back after ${Math.round(recovery)} ms; ${sound}`,
      );
      expect(orders.filter(({ status }) => status !== 201)).toEqual([]);
      expect(new Set(lists.map(({ status, code }) => `${status} ${code}`))).toEqual(
        new Set(['503 recommender-away']),
      );
      expect(lists.filter(({ retryAfter }) => retryAfter === undefined)).toEqual([]);
    },
  );

  it.each(['hole', 'reset'] as const)(
    'costs one replica of ordering, not the other: ordering ↔ Redis, %s',
    async (cut) => {
      const [one, other] = stage.cluster.ordering;
      one!.toRedis.set(cut);
      const [refused, taken] = await Promise.all([
        during(CUT_MS, async () => [await orderAt(one!, stage.lunch)]),
        during(CUT_MS, async () => [await orderAt(other!, stage.lunch)]),
      ]);
      one!.toRedis.set('open');
      const recovery = await untilAll(isTaken, order);
      const sound = await stage.expectSound();
      tell(
        `ordering-1 ↔ Redis ${cut}: there ${countsOf(refused)}, ${timesOf(refused)}; at the other ${countsOf(taken)}, ` +
          `${timesOf(taken)}; back after ${Math.round(recovery)} ms; ${sound}`,
      );
      expect(taken.filter(({ status }) => status !== 201)).toEqual([]);
      expect(refused.filter(({ status, retryAfter }) => status !== 503 || retryAfter === undefined)).toEqual(
        [],
      );
    },
  );

  it.each(['hole', 'reset'] as const)(
    'lists go on and say how old they are: recommender ↔ Redis, %s',
    async (cut) => {
      const { recommender } = stage.cluster;
      for (const { toRedis } of recommender) toRedis.set(cut);
      const [orders, lists] = await Promise.all([during(CUT_MS, order), during(CUT_MS, look)]);
      for (const { toRedis } of recommender) toRedis.set('open');
      const recovery = await untilAll(isFresh, look);
      const sound = await stage.expectSound();
      tell(
        `recommender ↔ Redis ${cut}: orders ${countsOf(orders)}; lists ${countsOf(lists)}, ${timesOf(lists)}, ` +
          `${lists.filter(isStale).length} of them say how old they are; fresh after ${Math.round(recovery)} ms; ${sound}`,
      );
      expect(orders.filter((probe) => !isTaken(probe))).toEqual([]);
      expect(lists.filter((probe) => !isList(probe))).toEqual([]);
      expect(lists.filter(isStale).length).toBeGreaterThan(0);
    },
  );

  it('orders go on while both recommenders are down', async () => {
    const { recommender } = stage.cluster;
    await Promise.all(recommender.map((member) => member.kill()));
    const orders = await during(CUT_MS, order);
    const lists = await look();
    await Promise.all(recommender.map((member) => member.start()));
    await untilAll(isFresh, look);
    const sound = await stage.expectSound();
    tell(
      `both recommenders killed: orders ${countsOf(orders)}, ${timesOf(orders)}; lists ${countsOf(lists)}; ${sound}`,
    );
    expect(orders.filter(({ status }) => status !== 201)).toEqual([]);
    expect(
      lists.filter(({ code, retryAfter }) => code !== 'recommender-away' || retryAfter === undefined),
    ).toEqual([]);
  });

  it('a recommender that starts from nothing under load reaches the head and the same digest', async () => {
    const { cluster, lunch } = stage;
    const began = performance.now();
    const added = await cluster.addRecommender('recommender-3');
    const took = secondsSince(began);
    await lunch.close();
    const audit = await auditCluster(cluster, lunch, [...cluster.recommender, added]);
    tell(`a recommender from nothing: ready ${took} after its start, process included; ${inNumbers(audit)}`);
    expectSound(audit, 1);
  });
});
