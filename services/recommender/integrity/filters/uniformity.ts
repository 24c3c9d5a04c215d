import { type Filter, reported } from '../filter.ts';
import type { Profile } from '../profile.ts';
import { logFactorial, NAT } from './log-factorial.ts';
import { surenessOfOdds } from './sureness.ts';

/** Who takes more lines than this in a day shops for others, or takes all there is: nothing was chosen there. */
const CHOSEN_LINES = 3;
/** Evenness of a handful of items says nothing, nor does trying each thing once or twice. */
const LEAST_ITEMS = 6;
const LEAST_EACH = 3;

/** How often each item was chosen, on days with a choice; empty where too little is known. */
const choicesOf = ({ items, lines }: Profile): readonly number[] => {
  const chosen = lines.filter(({ count }) => count <= CHOSEN_LINES);
  if (chosen.reduce((sum, { count }) => sum + count, 0) < LEAST_ITEMS * LEAST_EACH) return [];
  const chosenDays = new Set(chosen.map(({ day }) => day));
  const counts = items.map(({ days }) => days.filter((day) => chosenDays.has(day)).length);
  return counts.filter((count) => count > 0);
};

/**
 * An account without a favourite: its choices are as even as lots drawn. With n_i choices of item i, K items and
 * N choices, the Bayes factor of equal chances against any preference whatever (Dirichlet(1)) is
 * (N+K−1)! / ((K−1)!·Π n_i!·K^N) (Good 1965; entropy N·ln K − Σ n·ln n is its leading term). Counted are only days
 * with at most three lines, and only from three choices an item on: a bulk buyer chooses nothing.
 */
export const uniformity: Filter = (profile, _, policy) => {
  const counts = choicesOf(profile);
  const kinds = counts.length;
  const choices = counts.reduce((sum, count) => sum + count, 0);
  if (kinds < LEAST_ITEMS || choices < LEAST_EACH * kinds) return undefined;
  const ways = counts.reduce((sum, count) => sum + logFactorial(count), 0);
  const chance = Math.round(NAT * choices * Math.log(kinds));
  const logOdds = logFactorial(choices + kinds - 1) - logFactorial(kinds - 1) - ways - chance;
  const strength = surenessOfOdds(Math.exp(Math.min(700, logOdds / NAT)));
  const most = counts.reduce((record, count) => Math.max(record, count), 0);
  return reported(
    { code: 'uniformity', strength, facts: { choices, items: kinds, mostOfOne: most } },
    policy,
  );
};
