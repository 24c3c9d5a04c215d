type Evaluate = (accountId: string) => string;

export interface Comparison {
  readonly total: number;
  readonly variants: readonly { readonly variant: string; readonly now: number; readonly then: number }[];
  /** Accounts that would get another variant. */
  readonly movers: readonly string[];
}

const tally = (variants: readonly string[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const variant of variants) counts.set(variant, (counts.get(variant) ?? 0) + 1);
  return counts;
};

/** How a sample of accounts is spread now and after a change. */
export const compareFlags = (accountIds: readonly string[], now: Evaluate, then: Evaluate): Comparison => {
  const [before, after] = [accountIds.map(now), accountIds.map(then)];
  const [countsNow, countsThen] = [tally(before), tally(after)];
  const names = [...new Set([...before, ...after])].sort();
  return {
    total: accountIds.length,
    variants: names.map((variant) => ({
      variant,
      now: countsNow.get(variant) ?? 0,
      then: countsThen.get(variant) ?? 0,
    })),
    movers: accountIds.filter((_, index) => before[index] !== after[index]),
  };
};
