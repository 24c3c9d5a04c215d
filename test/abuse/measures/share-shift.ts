/** An item's share of all places in the lists. */
const sharesOf = (lists: readonly (readonly string[])[]): ReadonlyMap<string, number> => {
  const places = lists.reduce((sum, list) => sum + list.length, 0);
  const shares = new Map<string, number>();
  for (const itemId of lists.flat()) shares.set(itemId, (shares.get(itemId) ?? 0) + 1 / places);
  return shares;
};

/** Total variation of two sets of lists: ½ Σ |p − q| over the items' shares. 0: the same; 1: nothing in common. */
export const shareShift = (
  before: readonly (readonly string[])[],
  after: readonly (readonly string[])[],
): number => {
  const [p, q] = [sharesOf(before), sharesOf(after)];
  let sum = 0;
  for (const itemId of new Set([...p.keys(), ...q.keys()])) {
    sum += Math.abs((p.get(itemId) ?? 0) - (q.get(itemId) ?? 0));
  }
  // What is equal must give 0 to the last digit, however its shares were summed up.
  return sum < 1e-12 ? 0 : sum / 2;
};
