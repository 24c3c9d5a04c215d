import { ONE, type Policy } from '../../services/recommender/integrity/policy.ts';
import { clippedLikenesses, LIKENESS_ONE } from '../../services/recommender/models/likeness.ts';
import type { PlainVotes } from './plain-votes.ts';

type Vector = ReadonlyMap<string, number>;
/** For an account, for an item, or for everybody. */
export type For = { readonly account: string } | { readonly item: string } | undefined;

/** A score and its parts, newcomers as they count; millionths of a vote. */
export interface PlainScore {
  readonly own: number;
  readonly established: number;
  readonly newcomers: number;
  readonly score: number;
}

const inUnits = (vector: Vector): Vector =>
  new Map(Array.from(vector, ([item, vote]) => [item, Math.floor(vote / 100)]));
const dotOf = (a: Vector, b: Vector): number =>
  [...a].reduce((sum, [item, weight]) => sum + weight * (b.get(item) ?? 0), 0);
const lengthOf = (a: Vector): number => Math.sqrt(dotOf(a, a));

/** S_u(i) = Σ_{a≠u} w·g(a,u)·v_a(i), one account after the other and one item after the other. */
export const plainScores = (plain: PlainVotes, policy: Policy, wanted: For): Map<string, PlainScore> => {
  const { votes, standing, untrusted } = plain;
  const asking = wanted && 'account' in wanted ? wanted.account : undefined;
  const mine: Vector = votes.get(asking ?? '') ?? new Map<string, number>();
  const taste = inUnits(wanted && 'item' in wanted ? new Map([[wanted.item, ONE]]) : mine);
  const others = [...votes.keys()].filter((account) => account !== asking);
  const likeness = (account: string): bigint => {
    const theirs = inUnits(votes.get(account)!);
    const dot = dotOf(taste, theirs);
    if (dot === 0 || untrusted.has(account)) return 0n;
    const [of] = clippedLikenesses([dot], [lengthOf(theirs)], lengthOf(taste), policy.peers);
    return BigInt(of!);
  };
  const isPersonal = taste.size > 0;
  const g = new Map(others.map((account) => [account, likeness(account)]));
  const sum = (item: string, isEstablished: boolean): number => {
    const voters = others.filter((account) => (standing.get(account) === 'established') === isEstablished);
    const of = (account: string) => BigInt(votes.get(account)!.get(item) ?? 0);
    const all = voters.reduce((total, account) => total + of(account), 0n);
    if (!isPersonal) return Number(all);
    const alike = voters.reduce((total, account) => total + g.get(account)! * of(account), 0n);
    return Number(alike / BigInt(LIKENESS_ONE) + (all * BigInt(policy.peers.floor)) / BigInt(ONE));
  };
  const established = [...standing.values()].filter((value) => value === 'established').length;
  const isWaived = established < policy.standing.minimumEstablished;
  const scores = new Map<string, PlainScore>();
  for (const item of new Set([...votes.values()].flatMap((vector) => [...vector.keys()]))) {
    const own =
      isPersonal && asking !== undefined ? Math.floor(((mine.get(item) ?? 0) * policy.ownWeight) / ONE) : 0;
    const firm = sum(item, true);
    const cap = Math.floor((firm * policy.newcomers.share) / ONE) + policy.newcomers.allowance;
    const newcomers = isWaived ? sum(item, false) : Math.min(sum(item, false), cap);
    const score = own + firm + newcomers;
    if (score > 0) scores.set(item, { own, established: firm, newcomers, score });
  }
  return scores;
};
