/** Draws items in proportion to their buyers. */
export const byPopularity = (
  items: readonly string[],
  buyersOf: ReadonlyMap<string, number>,
): ((random: () => number) => string) => {
  const sums: number[] = [];
  for (const itemId of items) sums.push((sums.at(-1) ?? 0) + (buyersOf.get(itemId) ?? 1));
  return (random) => {
    const wanted = random() * (sums.at(-1) ?? 0);
    let [low, high] = [0, sums.length - 1];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (sums[middle]! > wanted) high = middle;
      else low = middle + 1;
    }
    return items[low]!;
  };
};
