/** Different numbers in ascending order. */
export interface SortedNumbers {
  size(): number;
  add(number: number): void;
  remove(number: number): void;
  /** Up to `limit` numbers under `bound`, the highest first. */
  below(bound: number, limit: number): number[];
  /** Up to `limit` numbers over `bound`, the lowest first. */
  above(bound: number, limit: number): number[];
  filter(keep: (number: number) => boolean): SortedNumbers;
}

/** How many of `numbers` are under `bound`: where it is, or would be. */
const rankOf = (numbers: readonly number[], bound: number): number => {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((numbers[middle] ?? Infinity) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
};

/**
 * A set of numbers for lists that are read from the top. Most changes are near the top, too, where an array
 * moves next to nothing; far from it a change moves 8 MB in a list of a million.
 */
export const createSortedNumbers = (initial: readonly number[] = []): SortedNumbers => {
  const numbers = [...initial];
  return {
    size: () => numbers.length,
    add(number) {
      const rank = rankOf(numbers, number);
      if (rank === numbers.length) numbers.push(number);
      else if (numbers[rank] !== number) numbers.splice(rank, 0, number);
    },
    remove(number) {
      const rank = rankOf(numbers, number);
      if (numbers[rank] === number) numbers.splice(rank, 1);
    },
    below(bound, limit) {
      const end = rankOf(numbers, bound);
      return numbers.slice(Math.max(0, end - limit), end).reverse();
    },
    above(bound, limit) {
      const start = rankOf(numbers, bound + 1);
      return numbers.slice(start, start + limit);
    },
    filter: (keep) => createSortedNumbers(numbers.filter(keep)),
  };
};
