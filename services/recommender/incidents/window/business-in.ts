import type { Business } from '../../../contracts/incident-window.ts';
import { ONE } from '../../integrity/policy.ts';
import type { RecommenderState } from '../../replay/recommender-state.ts';
import { ClusterSums } from './cluster-sums.ts';
import { type LearntFrom, learntFrom, type LiveArtifact } from './learnt-from.ts';
import { type Taken, takenLately } from './taken-lately.ts';

const RISEN = 5;
/** Nobody counts for more than so many ordinary accounts: a quarter of it all takes a twelfth of the accounts, at least. */
const ORDINARY = 4;
/** Others have the thread after so many pairs. */
const SLICE = 1_000;

/** What each live artifact was trained from: it is read once, as long as it is live. */
const known = new WeakMap<LiveArtifact, LearntFrom>();

function* knownOf(live: LiveArtifact): Generator<undefined, LearntFrom> {
  const from = known.get(live) ?? (yield* learntFrom(live));
  known.set(live, from);
  return from;
}

interface Counted {
  readonly sums: ClusterSums;
  /** By item, in accounts. */
  readonly byItem: ReadonlyMap<string, number>;
  readonly pairs: number;
}

/** Pairs that an account counts for at most: as many as it has votes, as in the training set, and few ordinary accounts. */
const mostPairs = (budget: number | null, taken: Taken): number => {
  const sizes = Float64Array.from(taken.values(), ({ size }) => size).sort();
  const ordinary = sizes[Math.floor(sizes.length / 2)] ?? 0;
  return Math.min(ORDINARY * ordinary, budget === null ? Infinity : budget / ONE);
};

function* counted(state: RecommenderState, taken: Taken, from: LearntFrom): Generator<undefined, Counted> {
  const { items, policy } = state;
  const most = mostPairs(policy.votes.budget, taken);
  const sums = new ClusterSums(from.shares.length);
  const byItem = new Map<string, number>();
  let pairs = 0;
  for (const mine of taken.values()) {
    const counts = new Map<number, number>();
    for (const item of mine) {
      const itemId = items.nameOf(item);
      const bucket = from.bucketOf(itemId);
      counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
      byItem.set(itemId, (byItem.get(itemId) ?? 0) + 1);
      if (++pairs % SLICE === 0) yield;
    }
    sums.add(counts, Math.min(1, most / mine.size));
  }
  return { sums, byItem, pairs };
}

type Risen = Business['risen'][number];
const byRise = (a: Risen, b: Risen): number =>
  b.now - b.before - (a.now - a.before) || (a.itemId < b.itemId ? -1 : 1);

/** What has risen most of that which isn't named. */
function* risenIn({ byItem, pairs }: Counted, from: LearntFrom): Generator<undefined, Risen[]> {
  const named = new Set(from.named);
  const risen: Risen[] = [];
  let seen = 0;
  for (const [itemId, accounts] of byItem) {
    if (++seen % SLICE === 0) yield;
    if (named.has(itemId)) continue;
    const one = { itemId, before: from.shareOf(itemId), now: accounts / pairs };
    const least = risen.at(-1);
    if (risen.length === RISEN && least && byRise(least, one) < 0) continue;
    risen.push(one);
    risen.sort(byRise).splice(RISEN);
  }
  return risen;
}

function* businessOf(
  state: RecommenderState,
  taken: Taken,
  live: LiveArtifact,
): Generator<undefined, Business> {
  const from = yield* knownOf(live);
  const found = yield* counted(state, taken, from);
  yield;
  const { training, fingerprint } = live.provenance;
  // Chance made the training set, too.
  const ofSet = (share: number) => (share * (1 - share)) / Math.max(1, fingerprint.entries);
  const buckets = from.shares.map((before, bucket) => ({
    before,
    now: found.sums.shareOf(bucket),
    error: Math.sqrt(found.sums.varianceOf(bucket) + ofSet(before)),
  }));
  return {
    ...{ model: training.name, artifact: live.digest, day: training.day },
    ...{ accounts: taken.size, pairs: found.pairs },
    items: from.named.map((itemId, bucket) => ({ itemId, ...buckets[bucket]! })),
    others: buckets.slice(from.named.length, -1),
    unknown: buckets.at(-1)!,
    risen: yield* risenIn(found, from),
  };
}

/** What is taken home now, beside what each live artifact was trained from. */
export function* businessIn(
  state: RecommenderState,
  live: readonly LiveArtifact[],
): Generator<undefined, Business[]> {
  if (live.length === 0) return [];
  const taken = yield* takenLately(state);
  const found: Business[] = [];
  for (const one of live) found.push(yield* businessOf(state, taken, one));
  return found;
}
