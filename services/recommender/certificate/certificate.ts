import type { Price } from '../../contracts/http/answers.ts';
import { ONE, type Policy } from '../integrity/policy.ts';
import { best, smallest } from '../models/best.ts';
import type { Place, Places } from '../models/places.ts';
import { type Framing, returnable, withdrawable } from './framing.ts';

/** The attacker budgets that an answer reports on. */
export const BUDGETS = [1, 2, 5, 10, 20, 50] as const;

/** What it takes to remove one item from a list. */
export interface ItemCertificate {
  /** e_j: fewer hostile accounts, whatever they do, don't remove it. */
  readonly accounts: number;
  /** Of these at least so many must be established, even with newcomers for free. */
  readonly established: number;
  readonly newcomerProof: boolean;
}

/** What the bounds are made of; sums in millionths of a vote. */
type Rival = Pick<Place, 'score' | 'step' | 'demoted'>;
type Mine = Pick<Place, 'score' | 'onProbation'>;

/** Who may come into a list from outside: those nearest to it, and how high newcomers could lift the highest. */
interface Outside {
  readonly rivals: readonly Rival[];
  readonly highs: readonly number[];
}

/** Under which rules, and against which framing. */
export interface Bounds {
  readonly policy: Policy;
  readonly framing: Framing;
}

const ceilDiv = (a: number, b: number): number => Math.ceil(a / b);

/** The least e in 0..most with `isEnough(e)`, which stays true once it is; `most` is enough. */
const least = (most: number, isEnough: (accounts: number) => boolean): number => {
  let [low, high] = [0, most];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (isEnough(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
};

/** Accounts that a rival needs to draw level; they lift it, and frame the supporters of the other. Ties count against us. */
export const accountsToPass = (mine: Mine, rival: Rival, bounds: Bounds): number => {
  const byVotes = Math.max(0, ceilDiv(mine.score - rival.score, rival.step));
  const isOpenToFraming = mine.onProbation > 0 || rival.demoted > 0;
  return isOpenToFraming ? leastWithFraming(mine, rival, bounds, byVotes) : byVotes;
};

/** @param byVotes enough where nobody is framed */
const leastWithFraming = (mine: Mine, rival: Rival, { policy, framing }: Bounds, byVotes: number): number =>
  least(byVotes, (accounts) => {
    const moved = framing.movedBy(accounts);
    const framed = withdrawable(mine, moved, policy) + returnable(rival, moved, policy);
    return accounts * rival.step + framed >= mine.score - rival.score;
  });

/** The greatest ones, descending. */
const greatest = (values: readonly number[], count: number): readonly number[] =>
  smallest(
    values.map((value) => -value),
    count,
  ).map((value) => -value);

/** How high an item can get with no vote of any further established account. */
const highOf = (high: number, demoted: number, policy: Policy): number =>
  demoted === 0 ? high : high + returnable({ demoted }, Infinity, policy);

const isDemoted = ({ demoted }: Rival): boolean => demoted > 0;

/**
 * The rivals worth looking at: of those outside of the list, the first `limit + 1` of each step (among
 * equals in c the nearer is never harder to lift), all that demoted accounts could come back for, and as many
 * items that nobody has voted for yet. Newcomers for nothing may lift others higher than these.
 */
const outsideOf = (outside: Places, limit: number, policy: Policy): Outside => {
  const { high, step, demoted } = outside.columns;
  const unseen = Array.from({ length: limit + 1 }, () => ({
    score: 0,
    high: policy.newcomers.allowance,
    step: ONE,
    demoted: 0,
  }));
  const nearest = [
    ...outside.firstOf(limit + 1, (item) => step[item] === ONE),
    ...outside.firstOf(limit + 1, (item) => step[item] !== ONE),
  ];
  const seen = new Set(nearest.map(({ item }) => item));
  const others = outside.filter((item) => demoted[item]! > 0 && !seen.has(item));
  const liftedTo = (item: number): number => highOf(high[item]!, demoted[item]!, policy);
  const highest = best(outside.items, limit, (a, b) => liftedTo(a) > liftedTo(b));
  return {
    rivals: [...nearest, ...others.inNoOrder(), ...unseen],
    highs: greatest([...highest.map(liftedTo), ...unseen.map(({ high: lifted }) => lifted)], limit),
  };
};

/** Established accounts that it takes to lift so many rivals to `mine`, although newcomers fill their caps for nothing. */
const establishedToPass = (
  mine: Mine,
  highs: readonly number[],
  needed: number,
  { policy, framing }: Bounds,
): number => {
  const gap = mine.score - (greatest(highs, needed)[needed - 1] ?? -Infinity);
  const step = ONE + policy.newcomers.share;
  const byVotes = Math.max(0, ceilDiv(gap, step));
  if (mine.onProbation === 0 || byVotes === Infinity) return byVotes;
  return least(
    byVotes,
    (accounts) => accounts * step + withdrawable(mine, framing.movedBy(accounts), policy) >= gap,
  );
};

const certifyPlace = (
  index: number,
  list: readonly Place[],
  outside: Outside,
  limit: number,
  bounds: Bounds,
): Pick<ItemCertificate, 'accounts' | 'established'> => {
  const mine = list[index]!;
  const inList = list.slice(index + 1);
  const rivals: readonly Rival[] = [...inList, ...outside.rivals];
  /** Item j = index + 1 leaves the list only when this many from below have passed it. */
  const needed = limit - index;
  const lifted = rivals.map((rival) => accountsToPass(mine, rival, bounds));
  const toLift = smallest(lifted, needed)[needed - 1] ?? Infinity;
  const accounts = Math.max(1, toLift, byBudget(mine, rivals, needed, bounds));
  const highs = [
    ...inList.map(({ high, demoted }) => highOf(high, demoted, bounds.policy)),
    ...outside.highs,
  ];
  const established = establishedToPass(mine, highs, needed, bounds);
  return { accounts, established: Math.min(accounts, established) };
};

/**
 * What rounding alone may add to an item's score, in millionths: a model rounds two sums down and the cap is rounded
 * once more, and attackers who vote for many items may gain each time.
 */
const roundingOf = ({ share }: Policy['newcomers']): number => 2 + ceilDiv(share, ONE);

/** The least e with Σ of the smallest gaps ≤ e·B·(1+ρ): what the sum of an account's votes allows, and framing besides. */
const byBudget = (
  mine: Mine,
  rivals: readonly Rival[],
  needed: number,
  { policy, framing }: Bounds,
): number => {
  const { budget } = policy.votes;
  if (budget === null) return 0;
  const worth = (budget * (ONE + policy.newcomers.share)) / ONE;
  const missing = (accounts: number): number => {
    const moved = framing.movedBy(accounts);
    const level = mine.score - roundingOf(policy.newcomers) - withdrawable(mine, moved, policy);
    const gaps = rivals.map((rival) => Math.max(0, level - rival.score - returnable(rival, moved, policy)));
    return smallest(gaps, needed).reduce((sum, gap) => sum + gap, 0);
  };
  const byVotes = ceilDiv(missing(0), worth);
  const isOpenToFraming = mine.onProbation > 0 || rivals.some(isDemoted);
  if (!isOpenToFraming || framing.movedBy(byVotes) === 0) return byVotes;
  return least(byVotes, (accounts) => missing(accounts) <= accounts * worth);
};

/** For each place: do newcomers, between none and all that can count, change its rank? */
const newcomerProofs = (list: readonly Place[], outside: Places, policy: Policy): boolean[] => {
  let highestBelow = policy.newcomers.allowance;
  for (const item of outside.items) highestBelow = Math.max(highestBelow, outside.columns.high[item]!);
  const holdsBelow = list.toReversed().map(({ low, high }) => {
    const holds = highestBelow < low;
    highestBelow = Math.max(highestBelow, high);
    return holds;
  });
  let lowestAbove = Infinity;
  return list.map(({ low, high }, index) => {
    const holds = high < lowestAbove && holdsBelow[list.length - 1 - index]!;
    lowestAbove = Math.min(lowestAbove, low);
    return holds;
  });
};

/**
 * Certificates of the first `limit` places of a ranking. Scores s_1 ≥ s_2 ≥ …, d_k = s_j − s_k, attackers
 * only add, ties count against us: item j leaves the top N only with
 * e_j = max(1, (N+1−j)-th smallest of ceil(d_k/c_k) over k > j, ceil(Σ of the N+1−j smallest d_k / B(1+ρ))).
 * With one c for all this is DESIGN.md's formula. Where group filters can be provoked, d_k is what is left
 * after e accounts have had all withdrawn and brought back that they can.
 */
export const certify = (places: Places, limit: number, bounds: Bounds): readonly ItemCertificate[] => {
  const [list, others] = places.split(limit);
  const outside = outsideOf(others, limit, bounds.policy);
  const proofs = newcomerProofs(list, others, bounds.policy);
  return list.map((_, index) => ({
    newcomerProof: proofs[index]!,
    ...certifyPlace(index, list, outside, limit, bounds),
  }));
};

/**
 * The least that so many accounts cost: an established one T orders at the cheapest item and A days, a
 * newcomer one order. `cheapest` in minor units.
 */
export const priceOf = (
  { accounts, established }: Pick<ItemCertificate, 'accounts' | 'established'>,
  cheapest: number,
  { standing }: Policy,
): Price => ({
  accounts,
  established,
  days: established > 0 ? Math.max(standing.age, standing.days - 1) : 0,
  amount: (established * standing.days + (accounts - established)) * cheapest,
});

/** How many items stay against e accounts, for each e: those that need more than e. */
export const remainingAgainst = (certificates: readonly Pick<ItemCertificate, 'accounts'>[]) =>
  BUDGETS.map((budget) => ({
    accounts: budget,
    items: certificates.filter(({ accounts }) => accounts > budget).length,
  }));
