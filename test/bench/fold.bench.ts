import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbeddedEventLog } from '../../services/platform/event-log/embedded-event-log.ts';
import { type EventLog, ORIGIN } from '../../services/platform/event-log/event-log.ts';
import { defaultPolicy } from '../../services/recommender/integrity/policy.ts';
import { RecommenderState } from '../../services/recommender/replay/recommender-state.ts';
import { type BenchRow, quantile, secondsOf } from './bench-row.ts';
import { syntheticShop } from './synthetic-shop.ts';

const SIZE = { accounts: 20_000, items: 1_000, orders: 250_000 };
const BATCH = 5_000;
/** One fold more or less meets a collection of garbage: of five the median. */
const ROUNDS = 5;

const fill = async (log: EventLog): Promise<Buffer> => {
  const texts: string[] = [];
  let batch = [];
  for (const event of syntheticShop(SIZE)) {
    texts.push(JSON.stringify(event));
    batch.push(event);
    if (batch.length < BATCH) continue;
    await log.append(batch);
    batch = [];
  }
  if (batch.length > 0) await log.append(batch);
  return Buffer.from(texts.join('\n'));
};

const fold = async (log: EventLog): Promise<number> => {
  const state = new RecommenderState(defaultPolicy, {});
  const seconds = await secondsOf(async () => {
    let after = ORIGIN;
    while (after < log.head()) {
      const batch = await log.read(after, BATCH);
      state.apply(batch.events, (index) => batch.positionOf(index), batch.last);
      after = batch.last;
    }
    state.recount();
  });
  return state.events / seconds;
};

const touch = (bytes: Buffer): number => {
  let sum = 0;
  for (let at = 0; at < bytes.length; at++) sum += bytes[at]!;
  return sum;
};

/** The whole log read, parsed, assessed and voted on one core, from a real log on disk. */
export const benchFold = async (): Promise<readonly BenchRow[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'relish-bench-'));
  try {
    await using log = await openEmbeddedEventLog({ folder });
    const bytes = await fill(log);
    const events = SIZE.orders * 2;
    const figures: number[] = [];
    for (let round = 0; round <= ROUNDS; round++) figures.push(await fold(log));
    // The first one is for the compiler.
    const figure = quantile(figures.slice(1), 0.5);
    const emptyLoop = events / (await secondsOf(() => void touch(bytes)));
    const lines = bytes.toString().split('\n');
    const parseOnly = events / (await secondsOf(() => lines.forEach((line) => void JSON.parse(line))));
    const row = (name: string, limit: number): BenchRow => ({
      name: 'fold: read, parse, assess, vote',
      figure,
      unit: 'events/s',
      limit: { name, figure: limit },
      ratio: figure / limit,
    });
    return [
      row('an empty loop over the same bytes', emptyLoop),
      row('JSON.parse of the same lines', parseOnly),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
