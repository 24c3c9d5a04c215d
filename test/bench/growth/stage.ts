import { createHash } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import type { IngestedEvent } from '../../../services/contracts/events.ts';
import { createOrderBook } from '../../../services/ordering/orders/order-book.ts';
import { openStandLog } from '../../../services/ordering/orders/stand-log.ts';
import { evolve } from '../../../services/ordering/stand/evolve.ts';
import { createDayOf } from '../../../services/ordering/stand/local-day.ts';
import { emptyStand } from '../../../services/ordering/stand/stand-state.ts';
import { openEmbeddedEventLog } from '../../../services/platform/event-log/embedded-event-log.ts';
import { type EventLog, ORIGIN } from '../../../services/platform/event-log/event-log.ts';
import { computeAnswer } from '../../../services/recommender/answers/compute-answer.ts';
import { defaultPolicy } from '../../../services/recommender/integrity/policy.ts';
import { RecommenderState } from '../../../services/recommender/replay/recommender-state.ts';
import { quantile, secondsOf } from '../bench-row.ts';
import { syntheticShop } from '../synthetic-shop.ts';
import type { orderingFigures, recommenderFigures, writeFigures } from './figures.ts';

// One step of one size, in a process of its own: what was in memory before is in no figure. Says what it measured as
// JSON. Arguments: the step, the folder of the log, events, accounts.

const ITEMS = 1_000;
const BATCH = 5_000;
const ANSWERS = 500;
const LIMIT = 10;
const WARM_UP = 200;

/** As the stand writes it, so that ordering folds it too. */
const ofTheStand = (event: IngestedEvent): IngestedEvent => {
  if (event.type !== 'order.placed') return { ...event, source: '/stands/hq' };
  const key = createHash('sha256').update(event.id).digest('hex').slice(0, 32);
  return { ...event, source: '/stands/hq', data: { ...event.data, request: { key, body: key } } };
};

const bytesIn = async (folder: string): Promise<number> => {
  let bytes = 0;
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }))
    if (entry.isFile()) bytes += (await stat(join(entry.parentPath, entry.name))).size;
  return bytes;
};

const write = async (
  folder: string,
  events: number,
  accounts: number,
): Promise<z.infer<typeof writeFigures>> => {
  const seconds = await secondsOf(async () => {
    await using log = await openEmbeddedEventLog({ folder });
    let batch: IngestedEvent[] = [];
    for (const event of syntheticShop({ accounts, items: ITEMS, orders: events / 2 })) {
      batch.push(ofTheStand(event));
      if (batch.length < BATCH) continue;
      await log.append(batch);
      batch = [];
    }
    if (batch.length > 0) await log.append(batch);
  });
  return { seconds, diskBytes: await bytesIn(folder) };
};

const memory = () => {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers, rss } = process.memoryUsage();
  return { heapBytes: heapUsed + arrayBuffers, rssBytes: rss };
};

/** Of this process so far, its collectors of garbage included. */
const cpuSeconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

const foldAll = async (log: EventLog, state: RecommenderState): Promise<void> => {
  for (let after = ORIGIN; after < log.head();) {
    const batch = await log.read(after, BATCH);
    state.apply(batch.events, (index) => batch.positionOf(index), batch.last);
    after = batch.last;
  }
  state.recount();
};

const answerTimes = (state: RecommenderState, accounts: number): number[] =>
  Array.from({ length: WARM_UP + ANSWERS }, (_, index) => {
    const accountId = `a-${Math.floor((index * accounts) / (WARM_UP + ANSWERS))}`;
    const start = performance.now();
    computeAnswer(state, 'peers', { kind: 'recommendations', accountId, limit: LIMIT }, 'r-1');
    return performance.now() - start;
  }).slice(WARM_UP);

const recommend = async (folder: string, accounts: number): Promise<z.infer<typeof recommenderFigures>> => {
  const started = performance.now();
  const cpuBefore = cpuSeconds();
  await using log = await openEmbeddedEventLog({ folder });
  const openSeconds = (performance.now() - started) / 1_000;
  const state = new RecommenderState(defaultPolicy, {});
  const foldSeconds = await secondsOf(() => foldAll(log, state));
  const cpu = cpuSeconds() - cpuBefore;
  const times = answerTimes(state, accounts);
  const digestSeconds = await secondsOf(() => void state.digest());
  const answers = { answerP50: quantile(times, 0.5), answerP99: quantile(times, 0.99) };
  return { openSeconds, foldSeconds, cpuSeconds: cpu, ...memory(), ...answers, digestSeconds };
};

const order = async (folder: string): Promise<z.infer<typeof orderingFigures>> => {
  const started = performance.now();
  const cpuBefore = cpuSeconds();
  await using log = await openEmbeddedEventLog({ folder });
  const openSeconds = (performance.now() - started) / 1_000;
  const state = emptyStand(createDayOf('Europe/London'));
  const book = createOrderBook();
  const standLog = openStandLog({
    log,
    newId: () => '',
    apply(event, position) {
      evolve(state, event);
      const found = 'orderId' in event.data ? state.orders.get(event.data.orderId) : undefined;
      if (found) book.record(found, position);
    },
  });
  const foldSeconds = await secondsOf(() => standLog.catchUp());
  const cpu = cpuSeconds() - cpuBefore;
  const figures = { openSeconds, foldSeconds, cpuSeconds: cpu, ...memory(), orders: state.orders.size };
  // Both are looked at once more, so that nothing was collected before it was measured.
  book.page({ accountId: undefined, status: undefined, limit: 1, sort: 'newest' });
  return figures;
};

const [step, folder = '', events, accounts] = process.argv.slice(2);
const steps = {
  write: () => write(folder, Number(events), Number(accounts)),
  recommender: () => recommend(folder, Number(accounts)),
  ordering: () => order(folder),
};
if (step !== 'write' && step !== 'recommender' && step !== 'ordering')
  throw new Error(`no step ${step ?? ''}`);
console.log(JSON.stringify(await steps[step]()));
