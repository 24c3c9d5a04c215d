import type { Crowd } from '../crowd.ts';
import { type Filter, reported } from '../filter.ts';
import { ONE } from '../policy.ts';
import { surenessOf } from './sureness.ts';

/** "Everything": items that make nine tenths of what the others like, and some choice at all. */
const EVERYTHING = 900_000;
const LEAST_ITEMS = 5;
/** "But one": who orders all things alike has less of what others like best, and avoids nothing. */
const FEW = 1 / 4;

interface Avoided {
  readonly item: number;
  readonly lines: number;
  readonly share: number;
  /** −ln P: how much of a surprise so few lines are, at least. */
  readonly surprise: number;
}

/** N·KL(lines/N ‖ share): Chernoff's bound of −ln P(X ≤ lines). */
const surpriseAt = (lines: number, all: number, share: number): number => {
  const part = lines / all;
  if (part >= share) return 0;
  const rest = (all - lines) * Math.log((1 - part) / (1 - share));
  return rest + (lines === 0 ? 0 : lines * Math.log(part / share));
};

const mostAvoided = (
  shares: Crowd['shares'],
  linesOf: ReadonlyMap<number, number>,
  all: number,
): Avoided | undefined => {
  const few = (FEW * all) / linesOf.size;
  let best: Avoided | undefined;
  for (const { item, share } of shares) {
    if (share >= ONE) continue;
    const lines = linesOf.get(item) ?? 0;
    if (lines > few) continue;
    const surprise = surpriseAt(lines, all, share / ONE);
    if (surprise > (best?.surprise ?? 0)) best = { item, lines, share, surprise };
  }
  return best;
};

/**
 * Everything but one item: what an account placed, whatever became of it, against what established accounts like.
 * The item is the one with the largest log-likelihood ratio, l·ln(l/(N·q)) + (N−l)·ln((N−l)/(N·(1−q))), for l of
 * N lines where the others' share is q; chance is at most e^−LLR (Chernoff 1952), times the items that it could have
 * been (Bonferroni): of a hundred items somebody always avoids one. The strength is how sure that isn't chance, times
 * the share of all else that the account did place: who has a few favourites avoids nothing.
 */
export const avoidance: Filter = ({ placed }, crowd, policy) => {
  if (!crowd || placed.length < LEAST_ITEMS) return undefined;
  const linesOf = new Map(placed.map(({ item, lines }) => [item, lines]));
  const all = placed.reduce((sum, { lines }) => sum + lines, 0);
  const avoided = mostAvoided(crowd.shares, linesOf, all);
  if (!avoided) return undefined;
  const { item, lines, share, surprise } = avoided;
  const covered = crowd.shares
    .filter((other) => other.item !== item && linesOf.has(other.item))
    .reduce((sum, other) => sum + other.share, 0);
  const coverage = Math.min(ONE, Math.floor((ONE * covered) / (ONE - share)));
  if (coverage < EVERYTHING) return undefined;
  const chance = Math.min(1, crowd.shares.length * Math.exp(-surprise));
  const strength = Math.floor((coverage * surenessOf(chance)) / ONE);
  const facts = {
    linesPlaced: all,
    linesOfItem: lines,
    linesExpected: Math.round((all * share) / ONE),
    crowdShareMillionths: share,
  };
  return reported({ code: 'avoidance', strength, facts, items: [item] }, policy);
};
