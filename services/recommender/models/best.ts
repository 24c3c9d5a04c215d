const isAny = (): boolean => true;

/**
 * The first `count` of what is given, best first: one pass, for a count that is small, and most are passed over by one look.
 * @param isBefore a total order of them, but for those that are the same
 * @param holds of all that may be found
 */
export const best = <T>(
  given: readonly T[],
  count: number,
  isBefore: (a: T, b: T) => boolean,
  holds: (one: T) => boolean = isAny,
): T[] => {
  const found: T[] = [];
  for (let index = 0; index < given.length; index++) {
    const one = given[index]!;
    let at = found.length;
    if (at === count && (count === 0 || !isBefore(one, found[--at]!))) continue;
    if (!holds(one)) continue;
    for (; at > 0 && isBefore(one, found[at - 1]!); at--) found[at] = found[at - 1]!;
    found[at] = one;
  }
  return found;
};

/** The smallest `count` of some numbers, ascending: as `best`, which V8 has make an object of each number it compares. */
export const smallest = (given: readonly number[], count: number): number[] => {
  const found: number[] = [];
  for (let index = 0; index < given.length; index++) {
    const one = given[index]!;
    let at = found.length;
    if (at === count && (count === 0 || one >= found[--at]!)) continue;
    for (; at > 0 && one < found[at - 1]!; at--) found[at] = found[at - 1]!;
    found[at] = one;
  }
  return found;
};
