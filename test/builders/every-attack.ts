import { ONE, type Policy } from '../../services/recommender/integrity/policy.ts';
import type { Place, Places } from '../../services/recommender/models/places.ts';
import { newcomerCap, rank } from '../../services/recommender/models/ranking.ts';

/** One item's sums, in millionths of a vote; newcomers before the cap. */
export interface Sums {
  readonly own: number;
  readonly established: number;
  readonly newcomers: number;
}

export interface Instance {
  readonly sums: readonly Sums[];
  readonly limit: number;
  readonly policy: Policy;
}

export const UNSEEN: Sums = { own: 0, established: 0, newcomers: 0 };

export const ranked = (sums: readonly Sums[], policy: Policy): Places =>
  rank(
    {
      basis: 'peers',
      own: Float64Array.from(sums, ({ own }) => own),
      established: Float64Array.from(sums, ({ established }) => established),
      newcomers: Float64Array.from(sums, ({ newcomers }) => newcomers),
      onProbation: new Float64Array(sums.length),
      demoted: new Float64Array(sums.length),
      supporters: () => 0,
      isBounded: true,
    },
    policy,
    false,
    sums.length,
    () => false,
    (item) => `i-${String(item).padStart(3, '0')}`,
  );

const choices = <T>(list: readonly T[], count: number): readonly (readonly T[])[] => {
  if (count === 0) return [[]];
  return list.flatMap((first, index) =>
    choices(list.slice(index + 1), count - 1).map((rest) => [first, ...rest]),
  );
};

export const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** The fewest established votes that an item needs, if newcomers fill its cap for nothing. */
const leastEstablished = ({ own, established }: Sums, score: number, { newcomers }: Policy): number => {
  let [low, high] = [0, Math.max(0, score)];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (own + established + middle + newcomerCap(established + middle, newcomers) >= score) high = middle;
    else low = middle + 1;
  }
  return low;
};

/** What an item needs to draw level: established votes, and votes of any standing in all. */
interface Need {
  readonly least: number;
  readonly missing: number;
}

const needOf = (rival: Sums, score: number, policy: Policy): Need => ({
  least: leastEstablished(rival, score, policy),
  missing: score - rival.own - rival.established - rival.newcomers,
});

interface Attackers {
  readonly established: number;
  readonly newcomers: number;
}

/**
 * Can these accounts together, dividing their votes as they please, lift all these items? Exact: an account
 * gives an item at most one vote, and all items B.
 */
const canLift = (needs: readonly Need[], { established, newcomers }: Attackers, policy: Policy): boolean => {
  const worth = (accounts: number) => (accounts === 0 ? 0 : accounts * (policy.votes.budget ?? Infinity));
  const votes = needs.map(({ least, missing }) => Math.max(least, missing - newcomers * ONE));
  if (votes.some((vote) => vote > established * ONE)) return false;
  const left = worth(established) - total(votes);
  if (left < 0) return false;
  const open = needs.map(({ missing }, index) => Math.max(0, missing - votes[index]!));
  const beyond = total(open) - worth(newcomers);
  const room = total(open.map((gap, index) => Math.min(gap, established * ONE - votes[index]!)));
  return beyond <= 0 || (beyond <= room && beyond <= left);
};

/** All attackers, so many in all, that can take the item at `index` out of the list; ties count against us. */
export const evictions = ({ sums, limit, policy }: Instance, places: readonly Place[], index: number) => {
  const needed = limit - index;
  const { score } = places[index]!;
  const below = places.slice(index + 1).map(({ item }) => needOf(sums[item]!, score, policy));
  const unseen = Array.from({ length: needed }, () => needOf(UNSEEN, score, policy));
  // Of brand-new items one is as good as the other.
  const sets = unseen.flatMap((_, fresh) =>
    choices(below, needed - fresh).map((set) => [...set, ...unseen.slice(0, fresh)]),
  );
  sets.push(unseen);
  return (accounts: number): readonly Attackers[] =>
    Array.from({ length: accounts + 1 }, (_, established) => ({
      established,
      newcomers: accounts - established,
    })).filter((attackers) => sets.some((set) => canLift(set, attackers, policy)));
};
