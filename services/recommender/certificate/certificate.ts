import type { Price } from '../../contracts/http/answers.ts';
import { ONE, type Policy } from '../integrity/policy.ts';
import type { Place } from '../models/ranking.ts';

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
type Rival = Pick<Place, 'score' | 'step'>;

/** Who may come into a list from outside: those nearest to it, and how high newcomers could lift the highest. */
interface Outside {
  readonly rivals: readonly Rival[];
  readonly highs: readonly number[];
}

const ceilDiv = (a: number, b: number): number => Math.ceil(a / b);

/** Accounts that a rival needs to draw level with `score`; ties count against us. */
export const accountsToPass = (score: number, rival: Rival): number =>
  Math.max(0, ceilDiv(score - rival.score, rival.step));

const nthSmallest = (values: number[], n: number): number => values.sort((a, b) => a - b)[n - 1] ?? Infinity;

/** The `count` greatest highs, ascending: one pass, for a count that is small. */
const highest = (rivals: readonly Pick<Place, 'high'>[], count: number): readonly number[] => {
  const found: number[] = [];
  for (const { high } of rivals) {
    if (found.length === count && high <= found[0]!) continue;
    const above = found.findIndex((other) => other > high);
    found.splice(above === -1 ? found.length : above, 0, high);
    if (found.length > count) found.shift();
  }
  return found;
};

/**
 * The rivals worth looking at: of those outside of the list, the first `limit + 1` of each step (among
 * equals in c the nearer is never harder to lift), and as many items that nobody has voted for yet. Newcomers for
 * nothing may lift others higher than these.
 */
const outsideOf = (places: readonly Place[], limit: number, { newcomers }: Policy): Outside => {
  const outside = places.slice(limit);
  const unseen = Array.from({ length: limit + 1 }, () => ({
    score: 0,
    high: newcomers.allowance,
    step: ONE,
  }));
  return {
    rivals: [
      ...outside.filter(({ step }) => step === ONE).slice(0, limit + 1),
      ...outside.filter(({ step }) => step !== ONE).slice(0, limit + 1),
      ...unseen,
    ],
    highs: highest([...outside, ...unseen], limit),
  };
};

/** Established accounts that it takes to lift so many rivals to `score`, although newcomers fill their caps for nothing. */
const establishedToPass = (
  score: number,
  highs: readonly number[],
  needed: number,
  { share }: Policy['newcomers'],
): number => {
  const high = highs.toSorted((a, b) => b - a)[needed - 1] ?? -Infinity;
  return Math.max(0, ceilDiv(score - high, ONE + share));
};

const certifyPlace = (
  index: number,
  list: readonly Place[],
  outside: Outside,
  limit: number,
  policy: Policy,
): Pick<ItemCertificate, 'accounts' | 'established'> => {
  const { score } = list[index]!;
  const inList = list.slice(index + 1);
  const rivals: readonly Rival[] = [...inList, ...outside.rivals];
  /** Item j = index + 1 leaves the list only when this many from below have passed it. */
  const needed = limit - index;
  const lifted = nthSmallest(
    rivals.map((rival) => accountsToPass(score, rival)),
    needed,
  );
  const accounts = Math.max(1, lifted, byBudget(score, rivals, needed, policy));
  const highs = [...inList.map(({ high }) => high), ...outside.highs];
  const established = establishedToPass(score, highs, needed, policy.newcomers);
  return { accounts, established: Math.min(accounts, established) };
};

/**
 * What rounding alone may add to an item's score, in millionths: a model rounds two sums down and the cap is rounded
 * once more, and attackers who vote for many items may gain each time.
 */
const roundingOf = ({ share }: Policy['newcomers']): number => 2 + ceilDiv(share, ONE);

/** ceil(Σ of the smallest gaps / B·(1+ρ)): what the sum of an account's votes allows. */
const byBudget = (score: number, rivals: readonly Rival[], needed: number, policy: Policy): number => {
  const { budget } = policy.votes;
  if (budget === null) return 0;
  const level = score - roundingOf(policy.newcomers);
  const gaps = rivals.map((rival) => Math.max(0, level - rival.score)).sort((a, b) => a - b);
  const least = gaps.slice(0, needed).reduce((sum, gap) => sum + gap, 0);
  return ceilDiv(least, (budget * (ONE + policy.newcomers.share)) / ONE);
};

/** For each place: do newcomers, between none and all that can count, change its rank? */
const newcomerProofs = (list: readonly Place[], places: readonly Place[], policy: Policy): boolean[] => {
  let highestBelow = places
    .slice(list.length)
    .reduce((highest, { high }) => Math.max(highest, high), policy.newcomers.allowance);
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
 * With one c for all this is DESIGN.md's formula.
 */
export const certify = (
  places: readonly Place[],
  limit: number,
  policy: Policy,
): readonly ItemCertificate[] => {
  const list = places.slice(0, limit);
  const outside = outsideOf(places, limit, policy);
  const proofs = newcomerProofs(list, places, policy);
  return list.map((_, index) => ({
    ...certifyPlace(index, list, outside, limit, policy),
    newcomerProof: proofs[index]!,
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
