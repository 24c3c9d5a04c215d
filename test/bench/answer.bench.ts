import { computeAnswer } from '../../services/recommender/answers/compute-answer.ts';
import { defaultPolicy } from '../../services/recommender/integrity/policy.ts';
import { RecommenderState } from '../../services/recommender/replay/recommender-state.ts';
import { type BenchRow, quantile } from './bench-row.ts';
import { syntheticShop } from './synthetic-shop.ts';

const SIZE = { accounts: 50_000, items: 1_000, orders: 1_040_000 };
const SLICE = 10_000;
const QUERIES = 1_000;
const POSITION = '0'.repeat(16);

const buildState = (): RecommenderState => {
  const state = new RecommenderState(defaultPolicy, {});
  let slice = [];
  for (const event of syntheticShop(SIZE)) {
    slice.push(event);
    if (slice.length < SLICE) continue;
    state.apply(slice, () => POSITION, POSITION);
    slice = [];
  }
  state.apply(slice, () => POSITION, POSITION);
  return state;
};

const timesOf = (runs: number, work: (run: number) => void): readonly number[] =>
  Array.from({ length: runs }, (_, run) => {
    const start = performance.now();
    work(run);
    return performance.now() - start;
  });

const sumOfProducts = (pairs: Int32Array): number => {
  let sum = 0;
  for (let at = 0; at < pairs.length; at += 2) sum += pairs[at]! * pairs[at + 1]!;
  return sum;
};

/** The least that any method does that looks at every vote once: one pass over as many pairs of integers. */
const onePass = (votes: number): readonly number[] => {
  const pairs = new Int32Array(votes * 2).fill(3);
  let sum = 0;
  const times = timesOf(200, () => {
    sum += sumOfProducts(pairs);
  });
  if (sum === 0) throw new Error('the loop was not run');
  return times;
};

const rowOf = (name: string, p: number, ours: readonly number[], limit: readonly number[]): BenchRow => {
  const figure = quantile(ours, p);
  const floor = quantile(limit, p);
  return {
    name,
    figure,
    unit: 'ms',
    limit: { name: 'one pass over the votes', figure: floor },
    ratio: floor / figure,
  };
};

/** A `peers` answer, certificates and all, in process: 50,000 accounts × 1,000 items × 1,000,000 votes. */
export const benchAnswer = (): readonly BenchRow[] => {
  const state = buildState();
  state.refresh();
  const votes = state.ballots.pairs.size;
  const answerTo = (run: number) => {
    const accountId = `a-${(run * 7_919) % SIZE.accounts}`;
    computeAnswer(state, 'peers', { kind: 'recommendations', accountId, limit: 5 }, 'bench');
  };
  timesOf(50, answerTo);
  const ours = timesOf(QUERIES, answerTo);
  const limit = onePass(votes);
  const megabytes = state.bytes / 1e6 / (votes / 1e6);
  console.log(
    `${votes.toLocaleString('en')} votes: ${megabytes.toFixed(0)} MB of votes and tallies per million votes`,
  );
  console.log(
    `whole process: ${(process.memoryUsage().rss / 1e6).toFixed(0)} MB resident, orders, ids and index included\n`,
  );
  return [rowOf('peers answer, p50', 0.5, ours, limit), rowOf('peers answer, p99', 0.99, ours, limit)];
};
