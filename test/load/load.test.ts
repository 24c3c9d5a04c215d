import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Meter } from './meter.ts';
import { type OwnRelish, startOwnRelish } from './own-relish.ts';
import { parseArguments } from './parse-arguments.ts';
import { longestPickup } from './plan/plan-visits.ts';
import { showReport } from './report/load-report.ts';
import type { Row } from './report/reconcile.ts';
import { runLoad } from './run-load.ts';
import { findDoor } from './shop.ts';
import { HttpPool } from './http-pool.ts';

const wanted = parseArguments(['--rate', '20', '--seconds', '2', '--people', '40']);
let relish: OwnRelish;

const load = (
  rowsOf: (rows: readonly Row[]) => readonly Row[],
  onSecond: (meter: Meter) => void = () => undefined,
) =>
  runLoad({
    ...{ wanted, urls: relish.urls, door: relish.door, isOwn: true, rowsOf, onSecond },
    ...{ onStep: () => undefined, closing: new AbortController().signal },
  });

beforeAll(async () => {
  relish = await startOwnRelish({ ...wanted, longestPickup: longestPickup(wanted) });
});
afterAll(async () => {
  await relish[Symbol.asyncDispose]();
});

describe('a lunch of two seconds on a Relish of its own', () => {
  test('leaves every acknowledged order on the log once, and measures all that was done', async () => {
    let seconds = 0;
    const report = await load(
      (rows) => rows,
      () => (seconds += 1),
    );
    const { reconciliation, orders, times, errors } = report;
    expect(errors).toEqual({});
    expect(orders.acknowledged).toBeGreaterThan(10);
    expect(reconciliation).toMatchObject({ lost: [], doubled: [], wrongState: [], unanswered: 0 });
    expect(reconciliation.onTheLog).toBe(orders.acknowledged);
    expect(reconciliation.recommender?.folded.placed).toBe(orders.acknowledged);
    expect(times.order.count).toBeGreaterThanOrEqual(orders.acknowledged);
    expect(times.fulfil.count).toBe(reconciliation.recommender?.folded.fulfilled);
    expect(times.list.max).toBeGreaterThan(0);
    expect(seconds).toBeGreaterThan(0);
    expect(report.isSound).toBe(true);
    expect(showReport(report)).toContain('✓ Nothing was lost, nothing doubled.');
  });

  test('notices one order that is missing', async () => {
    const report = await load((rows) => rows.slice(1));
    expect(report.reconciliation.lost).toHaveLength(1);
    expect(report.isSound).toBe(false);
    expect(showReport(report)).toMatch(/lost +1 \(/);
  });

  test('finds the people of a Relish that somebody else has started', async () => {
    const pool = new HttpPool(relish.urls, 1);
    const { accountIds, passcode } = await findDoor(pool, undefined).finally(() => pool.close());
    expect(accountIds).toHaveLength(60);
    expect(passcode).toBe('relish');
  });
});
