import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { DryRun } from '../../services/contracts/http/policies.ts';
import type { Policy } from '../../services/contracts/policy.ts';
import { digestOf } from '../../services/platform/digest/canonical-digest.ts';
import type { EventLog } from '../../services/platform/event-log/event-log.ts';
import { AppError } from '../../services/platform/http/app-error.ts';
import { createLogger } from '../../services/platform/telemetry/logger.ts';
import { DryRuns } from '../../services/recommender/policies/dry-runs.ts';
import type { Version } from '../../services/recommender/policies/policy-history.ts';
import { aShop } from '../builders/a-shop.ts';
import { fold } from '../builders/fold.ts';
import { smallPolicy } from '../builders/policies.ts';
import { aRecommenderSite, type RecommenderSite } from '../builders/recommender-service.ts';

const versionWith = (ownWeight: number): Version => {
  const policy: Policy = { ...smallPolicy, ownWeight };
  return { digest: digestOf(policy), policy };
};

/** The log of a site, whose next reads wait until they are let through. */
const gated = (log: EventLog) => {
  let open: () => void = () => undefined;
  let isBroken = false;
  const gate = new Promise<void>((resolve) => (open = resolve));
  const read: EventLog['read'] = async (after, limit) => {
    await gate;
    if (isBroken) throw new Error('the disk is gone');
    return log.read(after, limit);
  };
  return {
    log: { read, head: () => log.head() },
    open: () => open(),
    breakDown() {
      isBroken = true;
      open();
    },
  };
};

describe('dry runs', () => {
  let site: RecommenderSite;
  beforeEach(async () => {
    site = await aRecommenderSite(smallPolicy);
    await site.append(aShop({ policy: smallPolicy, established: 5, newcomers: 2, items: 4 }));
  });
  afterEach(async () => {
    await site[Symbol.asyncDispose]();
  });

  const start = () => {
    const gate = gated(site.log);
    const deps = { log: gate.log, makeState: () => fold([], smallPolicy), logger: createLogger('silent') };
    return { ...gate, runs: new DryRuns(deps) };
  };
  const ended = async (runs: DryRuns, { digest }: Version): Promise<DryRun> => {
    for (;;) {
      const run = runs.of(digest);
      if (run?.state !== 'running') return run!;
      await new Promise((resolve) => setImmediate(resolve));
    }
  };

  test('come one after the other, are joined while they run, and no more than a few wait', async () => {
    const { runs, open } = start();
    const versions = [1, 2, 3, 4].map(versionWith);
    for (const version of versions)
      expect(runs.start(version)).toMatchObject({ state: 'running', events: 0 });
    expect(runs.start(versions[0]!)).toMatchObject({ state: 'running' });
    expect(() => runs.start(versionWith(5))).toThrow(AppError);
    open();
    for (const version of versions) {
      expect(await ended(runs, version)).toMatchObject({
        state: 'done',
        position: site.log.head(),
        report: { policies: { before: digestOf(smallPolicy), after: version.digest } },
      });
    }
    expect(runs.start(versionWith(5))).toMatchObject({ state: 'running' });
    await runs[Symbol.asyncDispose]();
  });

  test('are given up on shutdown, those that wait too', async () => {
    const { runs, open } = start();
    const versions = [1, 2].map(versionWith);
    for (const version of versions) runs.start(version);
    const closing = runs[Symbol.asyncDispose]();
    open();
    await closing;
    for (const { digest } of versions) expect(runs.of(digest)?.state).toBe('failed');
  });

  test('that fail say so without the inside of the machine, and can be started again', async () => {
    const { runs, breakDown } = start();
    const version = versionWith(1);
    runs.start(version);
    breakDown();
    const run = await ended(runs, version);
    expect(run).toMatchObject({ state: 'failed', problem: { status: 500, code: 'internal' } });
    expect(JSON.stringify(run)).not.toContain('disk');
    expect(runs.start(version)).toMatchObject({ state: 'running' });
    await runs[Symbol.asyncDispose]();
  });
});
