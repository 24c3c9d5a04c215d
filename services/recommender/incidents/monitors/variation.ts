/** Counts by name, and of how many observations they are: those that have no name of their own are the rest. */
export interface Sample {
  readonly counts: ReadonlyMap<string, number>;
  readonly size: number;
}

const REST = Symbol('rest');

/** The items that are told apart: so many, or chance alone would make long tails look different. */
const TOLD_APART = 50;

/** The names that either sample has most of. */
const namesOf = (a: Sample, b: Sample): readonly string[] => {
  const share = (name: string) =>
    Math.max((a.counts.get(name) ?? 0) / a.size, (b.counts.get(name) ?? 0) / b.size);
  return [...new Set([...a.counts.keys(), ...b.counts.keys()])]
    .map((name) => ({ name, share: share(name) }))
    .sort((x, y) => y.share - x.share || (x.name < y.name ? -1 : 1))
    .slice(0, TOLD_APART)
    .map(({ name }) => name);
};

/** Shares of the names, and of the rest, which is what the names leave over. */
const sharesOf = ({ counts, size }: Sample, names: readonly string[]): Map<string | symbol, number> => {
  const shares = new Map<string | symbol, number>(
    names.map((name) => [name, (counts.get(name) ?? 0) / size]),
  );
  const told = [...shares.values()].reduce((sum, share) => sum + share, 0);
  return shares.set(REST, Math.max(0, 1 - told));
};

/**
 * How far two samples are apart: total variation, ½Σ|p−q|, and what it would be on average if both were of one kind,
 * ½Σ√(2/π·p(1−p)(1/n+1/m)); both from 0 to 1, over the 50 most frequent names and the rest. As fingerprints are
 * compared, so that what is called a change is the same everywhere.
 */
export const variationOf = (
  a: Sample,
  b: Sample,
): { readonly variation: number; readonly byChance: number } => {
  const names = namesOf(a, b);
  const [sharesA, sharesB] = [sharesOf(a, names), sharesOf(b, names)];
  let [variation, byChance] = [0, 0];
  for (const [name, p] of sharesA) {
    const q = sharesB.get(name) ?? 0;
    const pooled = (p * a.size + q * b.size) / (a.size + b.size);
    variation += Math.abs(p - q) / 2;
    byChance += Math.sqrt((2 / Math.PI) * pooled * (1 - pooled) * (1 / a.size + 1 / b.size)) / 2;
  }
  return { variation, byChance };
};
