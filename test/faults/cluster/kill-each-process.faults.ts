import { expect, it } from '@jest/globals';
import { seeded } from '../../builders/seeded.ts';
import { auditCluster, expectSound, inNumbers } from './audit.ts';
import { describeCluster } from './describe-cluster.ts';
import { ingestOrders } from './ingest.ts';
import { killAtRandom } from './kill-at-random.ts';
import { startShopCluster } from './shop-cluster.ts';
import { startSteadyLunch } from './steady-lunch.ts';
import { secondsSince, tell } from './tell.ts';

/** RELISH_KILLS=1000 for a long run. */
const KILLS = Number(process.env['RELISH_KILLS'] ?? 200);
const RATE = 12;
/** The archive is at work, too, and all that it has is forgotten in Redis: so there is something to kill. */
const ARCHIVING = { RELISH_ARCHIVE_SECONDS: '1', RELISH_KEEP_EVENTS: '0' };
const NEARLY_A_SEGMENT = 9_900;

describeCluster('kill -9 of any process', () => {
  it(`loses no acknowledged order and doubles none, ${KILLS} times under load`, async () => {
    await using cluster = await startShopCluster({ environment: ARCHIVING });
    await ingestOrders(cluster.recommender[0]!, 'before', NEARLY_A_SEGMENT);
    await using lunch = await startSteadyLunch(cluster, RATE);
    const victims = [
      { name: 'redis', controls: cluster.redis },
      { name: 'minio', controls: cluster.minio },
      ...[...cluster.ordering, ...cluster.recommender].map((member) => ({
        name: member.name,
        controls: member,
      })),
    ];
    const began = performance.now();
    const kills = await killAtRandom(victims, KILLS, seeded(Date.now()));
    const took = secondsSince(began);
    await lunch.close();
    const audit = await auditCluster(cluster, lunch);
    tell(
      `${kills.total} kills in ${took} (${JSON.stringify(kills.of)}, ${kills.failedStarts} starts repeated): ${inNumbers(audit)}`,
    );
    expectSound(audit, KILLS);
    expect(kills.total).toBe(KILLS);
  });
});
