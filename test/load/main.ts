import { writeFile } from 'node:fs/promises';
import { listenForStop } from '../../services/relish/launch/stop-signals.ts';
import { HttpPool } from './http-pool.ts';
import type { Meter } from './meter.ts';
import { startOwnRelish } from './own-relish.ts';
import { ArgumentError, type Arguments, parseArguments, USAGE } from './parse-arguments.ts';
import { longestPickup } from './plan/plan-visits.ts';
import { showReport } from './report/load-report.ts';
import { type LoadOptions, runLoad } from './run-load.ts';
import { findDoor, ShopError } from './shop.ts';

const closing = new AbortController();
// The first closes the doors, and the report is still made; the second is of somebody who has lost patience.
listenForStop({ onFirst: () => closing.abort(), onSecond: () => process.exit(130) });

const createTeller = () => {
  let last = { wanted: 0, done: 0 };
  return (meter: Meter, second: number): void => {
    const { wanted, done, times, lateness, eventsBehind, failures } = meter;
    const order = times.order;
    console.log(
      `${String(second).padStart(4)} s  orders/s ${String(wanted - last.wanted).padStart(5)} wanted ${String(done - last.done).padStart(5)} done` +
        `   order p50 ${order.at(50).toFixed(1).padStart(6)} p99 ${order.at(99).toFixed(1).padStart(7)} ms` +
        `   fold behind ${eventsBehind} events   errors ${failures}   left late p99 ${lateness.at(99).toFixed(1)} ms`,
    );
    last = { wanted, done };
  };
};

const load = async (
  wanted: Arguments,
  place: Pick<LoadOptions, 'urls' | 'door' | 'isOwn'>,
): Promise<boolean> => {
  const onStep = (step: string) => console.log(`· ${step}`);
  const report = await runLoad({
    ...place,
    wanted,
    onStep,
    onSecond: createTeller(),
    closing: closing.signal,
  });
  console.log(`\n${showReport(report)}`);
  if (wanted.json !== undefined) await writeFile(wanted.json, `${JSON.stringify(report, undefined, 1)}\n`);
  return report.isSound;
};

const run = async (wanted: Arguments): Promise<boolean> => {
  const { RELISH_URL, RELISH_DEMO_PASSCODE } = process.env;
  if (RELISH_URL === undefined) {
    const { people, replicas } = wanted;
    console.log(
      `· starting a Relish of its own: ${replicas} on ${replicas === 1 ? 'the embedded log' : 'one Redis'}`,
    );
    await using relish = await startOwnRelish({ people, replicas, longestPickup: longestPickup(wanted) });
    return await load(wanted, { urls: relish.urls, door: relish.door, isOwn: true });
  }
  const urls = RELISH_URL.split(',').map((url) => url.trim());
  const pool = new HttpPool(urls, 1);
  const door = await findDoor(pool, RELISH_DEMO_PASSCODE).finally(() => pool.close());
  return load(wanted, { urls, door, isOwn: false });
};

const isForPeople = (error: unknown): boolean =>
  error instanceof ArgumentError || (error instanceof TypeError && 'code' in error);

const words = process.argv.slice(2);
if (words.includes('--help') || words.includes('-h')) console.log(USAGE);
else {
  try {
    if (!(await run(parseArguments(words)))) process.exitCode = 1;
  } catch (error) {
    const isKnown = isForPeople(error) || error instanceof ShopError;
    console.error(isKnown && error instanceof Error ? `✗ ${error.message}` : error);
    process.exitCode = isForPeople(error) ? 2 : 1;
  }
}
