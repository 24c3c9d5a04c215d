import { expect, it } from '@jest/globals';
import { startWatchedRedis } from '../../engines/sentinels.ts';
import { auditCluster, expectSound, inNumbers } from './audit.ts';
import { describeCluster } from './describe-cluster.ts';
import {
  countsOf,
  during,
  isFresh,
  isList,
  isTaken,
  listAt,
  orderAt,
  type Probe,
  timesOf,
  untilAll,
} from './probe.ts';
import { startShopCluster } from './shop-cluster.ts';
import { startSteadyLunch } from './steady-lunch.ts';
import { supervise } from './supervise.ts';
import { tell } from './tell.ts';

const RATE = 12;
const BEFORE_MS = 4_000;
const AFTER_MS = 4_000;

describeCluster('the master of Redis dies, and a copy takes over', () => {
  it('under load: no acknowledged order is lost, none doubled, and orders go on by themselves', async () => {
    await using redis = await startWatchedRedis();
    const environment = { REDIS_WAIT_REPLICAS: '1' };
    await using cluster = await startShopCluster({ watched: redis, environment });
    await using lunch = await startSteadyLunch(cluster, RATE);
    const order = () => Promise.all(cluster.ordering.map((member) => orderAt(member, lunch)));
    const look = () => Promise.all(cluster.ordering.map((member) => listAt(member, lunch)));
    await using supervisor = supervise([...cluster.ordering, ...cluster.recommender]);
    const before = await during(BEFORE_MS, order);

    await redis.master.kill();
    const [recovery, lists] = await Promise.all([untilAll(isTaken, order), during(AFTER_MS, look)]);
    const freshness = await untilAll(isFresh, look);
    // Those alone may have refused a list until here.
    const { startedAnew } = supervisor;
    // It comes back as what it was, and is told that it is a copy now.
    await redis.master.start();
    const after = await during(AFTER_MS, order);
    await lunch.close();
    const audit = await auditCluster(cluster, lunch);
    tell(
      `master of Redis killed, 1 of 2 copies confirms: orders go on ${Math.round(recovery)} ms after it, ` +
        `fresh lists ${Math.round(freshness)} ms later, ${supervisor.startedAnew} replicas started anew; meanwhile lists ` +
        `${countsOf(lists)}, ${timesOf(lists)}; orders before ${timesOf(before)}, after ${countsOf(after)}, ` +
        `${timesOf(after)}; ${inNumbers(audit)}`,
    );
    expectSound(audit, 20);
    expect(before.filter((probe) => !isTaken(probe))).toEqual([]);
    // Without one that has ended nobody is refused.
    const refused = lists.filter((probe) => !isList(probe));
    const isOfTheEnded = ({ status, code }: Probe) =>
      startedAnew > 0 && (status === 0 || code === 'recommender-away');
    expect(refused.filter((probe) => !isOfTheEnded(probe))).toEqual([]);
    expect(after.filter((probe) => !isTaken(probe))).toEqual([]);
  });
});
