import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { openEmbeddedEventLog } from '../../services/platform/event-log/embedded-event-log.ts';
import type { EventLog } from '../../services/platform/event-log/event-log.ts';
import { defaultPolicy } from '../../services/recommender/integrity/policy.ts';
import { foldUpTo } from '../../services/recommender/replay/fold-up-to.ts';
import { RecommenderState } from '../../services/recommender/replay/recommender-state.ts';
import { decodeSnapshot } from '../../services/recommender/snapshots/decode-snapshot.ts';
import { draftSnapshot, packSnapshot } from '../../services/recommender/snapshots/encode-snapshot.ts';
import { restoreSnapshot } from '../../services/recommender/snapshots/restore-snapshot.ts';
import { syntheticShop } from './synthetic-shop.ts';

const BATCH = 5_000;
const never = new AbortController().signal;
const newState = () => new RecommenderState(defaultPolicy, {});

/** Prints the milliseconds that `work` takes, and the longest in which nobody else has the thread. */
const timed = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
  let [isDone, longest, last] = [false, 0, performance.now()];
  const look = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  };
  const watching = (async () => {
    while (!isDone) {
      await setImmediate();
      look();
    }
  })();
  const start = performance.now();
  const result = await work();
  const millis = performance.now() - start;
  isDone = true;
  await watching;
  console.log(
    `  ${what.padEnd(60)} ${millis.toFixed(0).padStart(7)} ms, longest turn ${longest.toFixed(1)} ms`,
  );
  return result;
};

const fill = async (log: EventLog, orders: number): Promise<void> => {
  let batch = [];
  const size = { accounts: Math.ceil(orders / 12), items: 1_000, orders };
  for (const event of syntheticShop(size)) {
    batch.push(event);
    if (batch.length < BATCH) continue;
    await log.append(batch);
    batch = [];
  }
  if (batch.length > 0) await log.append(batch);
};

const benchSize = async (orders: number): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), 'relish-bench-'));
  try {
    await using log = await openEmbeddedEventLog({ folder });
    await fill(log, orders);
    console.log(`${(orders * 2).toLocaleString('en')} events, ${Math.ceil(orders / 12)} accounts`);
    const state = newState();
    await timed('from the beginning: read and fold', () => foldUpTo(log, state, log.head()));
    await timed('from the beginning: first count, digest', async () => state.digest());
    const draft = await timed('snapshot: write down (the fold stands still)', () =>
      draftSnapshot(state, never),
    );
    const snapshot = await timed('snapshot: pack (the fold goes on)', () => packSnapshot(draft, never));
    const raw = draft.records.reduce((sum, { length }) => sum + length, 0);
    console.log(`  bytes: ${raw} written down, ${snapshot.bytes.length} packed`);
    const decoded = await timed('from the snapshot: decode', () =>
      decodeSnapshot(snapshot.bytes, snapshot.digest),
    );
    const other = newState();
    await timed('from the snapshot: restore, count, check the digest', () =>
      restoreSnapshot(other, decoded, never),
    );
    if (other.digest() !== state.digest()) throw new Error('the snapshot is of another state');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

// node --import tsx/esm test/bench/snapshots.bench.ts 50000 500000: orders, of two events each.
for (const orders of process.argv.slice(2).map(Number)) await benchSize(orders);
