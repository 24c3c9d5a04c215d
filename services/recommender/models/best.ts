/**
 * The first `count` of what is given, best first: one pass, for a count that is small, and most are passed over by one look.
 * @param isBefore a total order of them, but for those that are the same
 */
export const best = <T>(given: Iterable<T>, count: number, isBefore: (a: T, b: T) => boolean): T[] => {
  const found: T[] = [];
  for (const one of given) {
    let at = found.length;
    while (at > 0 && isBefore(one, found[at - 1]!)) at--;
    if (at === count) continue;
    found.splice(at, 0, one);
    if (found.length > count) found.pop();
  }
  return found;
};
