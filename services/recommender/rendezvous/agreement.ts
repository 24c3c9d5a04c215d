type List = readonly string[];

const ONE = 1_000_000;

/** |A ∩ B| / max(|A|, |B|), in millionths; two empty lists agree. */
export const overlapOf = (a: List, b: List): number => {
  const longer = Math.max(a.length, b.length);
  if (longer === 0) return ONE;
  const inB = new Set(b);
  return Math.round((a.filter((item) => inB.has(item)).length * ONE) / longer);
};

/**
 * Kendall's τ over the items that are in both lists, in millionths: of all pairs of them, those in the same order less
 * those in the other, by all (M. G. Kendall, "A New Measure of Rank Correlation", Biometrika 1938; no ties in a list).
 * @returns undefined where fewer than two items are in both
 */
export const orderOf = (a: List, b: List): number | undefined => {
  const placeInB = new Map(b.map((item, place) => [item, place]));
  const places = a.flatMap((item) => placeInB.get(item) ?? []);
  const pairs = (places.length * (places.length - 1)) / 2;
  if (pairs === 0) return undefined;
  let balance = 0;
  for (const [index, place] of places.entries()) {
    for (const later of places.slice(index + 1)) balance += later > place ? 1 : -1;
  }
  return Math.round((balance * ONE) / pairs);
};
