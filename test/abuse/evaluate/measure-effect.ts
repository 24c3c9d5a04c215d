import { shareShift } from '../measures/share-shift.ts';
import { meanOf } from '../../../services/recommender/safety-curve/mean-of.ts';
import { hitRate, meanRank } from '../measures/target-movement.ts';
import { ndcg, recall } from '../../../services/recommender/safety-curve/list-quality.ts';
import type { Effect } from './attack-run.ts';
import { SHOWN } from './clean-picture.ts';

const RECALL_AT = 20;

/** One account's ranking before and after, and what it took home later. */
export interface Compared {
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly wanted: ReadonlySet<string>;
}

type Utility = (ranking: readonly string[], wanted: ReadonlySet<string>, k: number) => number;

const compareUtility = (compared: readonly Compared[], utility: Utility, k: number): Effect['ndcg'] => {
  const before = meanOf(compared.map((one) => utility(one.before, one.wanted, k)));
  const after = meanOf(compared.map((one) => utility(one.after, one.wanted, k)));
  return { before, after, ratio: before === 0 ? null : after / before };
};

/** @param items how many items there are: the rank of one that isn't listed at all */
export const measureEffect = (compared: readonly Compared[], target: string, items: number): Effect => {
  const before = compared.map((one) => one.before);
  const after = compared.map((one) => one.after);
  // Those who have had the target aren't shown it.
  const asked = compared.filter((one) => one.before.includes(target) || one.after.includes(target));
  const [askedBefore, askedAfter] = [asked.map((one) => one.before), asked.map((one) => one.after)];
  const top = (rankings: readonly (readonly string[])[]) =>
    rankings.map((ranking) => ranking.slice(0, SHOWN));
  return {
    hitRate: {
      before: hitRate(askedBefore, target, SHOWN),
      after: hitRate(askedAfter, target, SHOWN),
    },
    rank: { before: meanRank(askedBefore, target, items), after: meanRank(askedAfter, target, items) },
    shift: shareShift(top(before), top(after)),
    ndcg: compareUtility(compared, ndcg, SHOWN),
    recall: compareUtility(compared, recall, RECALL_AT),
  };
};
