import type { Business } from '../../../contracts/incident-window.ts';
import type { Finding } from './monitor.ts';
import { moversAmong } from './movers.ts';

/** Of fewer accounts, or pairs of an account and an item, nothing is said. */
const ACCOUNTS = 10;
const PAIRS = 50;
/**
 * A quarter of what is taken home is other things than the model was trained from, and twice what chance makes of samples
 * so small, as of fingerprints that are compared. Trained daily, quiet weeks were at most .19 away in simulated months and
 * .21 in the year of Online Retail, and trained once for 13 simulated weeks .20; a whole new menu gets .7 to 1 away within
 * a week, half a new one .4 to .6 (`npm run bench:quiet`).
 */
const VARIATION = 0.25;
const TIMES_CHANCE = 2;

/** How far what is taken home is from what a model was trained from. */
interface Moved {
  readonly business: Business;
  readonly variation: number;
  /** What it would be on average if nothing had changed. */
  readonly byChance: number;
  readonly limit: number;
}

/**
 * Total variation, ½Σ|p−q|, and its mean by chance, ½Σ√(2/π)·σ, over the items that the training set's fingerprint names
 * (up to 100), the others in lots by how many accounts of the set took them, and what the artifact doesn't know. Lots,
 * because on a long menu the named items are a small part of what is taken: new things that a model has been trained from
 * for a day are in the lot of the rare ones.
 */
export const variationFrom = (business: Business): Moved => {
  const { items, others, unknown } = business;
  let [sum, chance] = [0, 0];
  for (const { before, now, error } of [...items, ...others, unknown]) {
    sum += Math.abs(now - before);
    chance += Math.sqrt(2 / Math.PI) * error;
  }
  const byChance = chance / 2;
  return { business, variation: sum / 2, byChance, limit: Math.max(VARIATION, TIMES_CHANCE * byChance) };
};

const ofWhat = ({ artifact, day }: Business): string =>
  `artifact ${artifact.replace(/^sha256:/, '').slice(0, 8)}, training set of ${day}`;

const figuresOf = (found: readonly Moved[]): Finding['facts']['figures'] =>
  found.flatMap(({ business: { model, unknown }, variation, byChance, limit }) => [
    {
      ...{ name: `total variation from what ${model} was trained from`, unit: 'share', now: variation },
      ...{ before: byChance, limit },
    },
    { name: `taken home of what ${model} does not know`, unit: 'share', now: unknown.now },
  ]);

/** What is taken home now is other things than what models were trained from whose artifacts are live. */
export const otherThanLearnt = (all: readonly Business[]): Finding | undefined => {
  const found = all
    .filter(({ accounts, pairs }) => accounts >= ACCOUNTS && pairs >= PAIRS)
    .map(variationFrom)
    .filter(({ variation, limit }) => variation >= limit)
    .sort((a, b) => b.variation - a.variation)
    .slice(0, 4);
  const [worst] = found;
  if (!worst) return undefined;
  const { business, variation } = worst;
  return {
    reason: `${Math.round(variation * 100)}% of what is taken home is other things than ${business.model} was trained from (${ofWhat(business)}).`,
    facts: {
      severity: 'ticket',
      wayOut:
        'Is the menu another one, or the season? Train the model anew (console, Registry), and go back to peers or popular until then (flag recommender-model). A new set remembers old votes for a while: a shorter half-life in the policy forgets them sooner. If it is neither, look at what the sources send (console, Fingerprints).',
      figures: [
        ...figuresOf(found),
        { name: 'accounts in the last week', unit: 'count', now: business.accounts, limit: ACCOUNTS },
      ],
      about: [
        ...found.map(({ business: one }) => ({ what: 'model' as const, id: one.model, note: ofWhat(one) })),
        ...moversAmong([...business.items, ...business.risen]),
      ],
    },
  };
};
