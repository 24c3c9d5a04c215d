/** How often, and the first few places where: a person wants to look one up. */
export interface Counted {
  readonly count: number;
  readonly examples: readonly string[];
}

/** Where the lines of a file went. `lines` = imported + matched + unmatched + left out + unreadable. */
export interface TallyReport {
  readonly lines: number;
  readonly imported: number;
  readonly refundsMatched: Readonly<Record<string, Counted>>;
  readonly refundsUnmatched: Readonly<Record<string, Counted>>;
  /** Understood, and of no use: a reason code each. */
  readonly leftOut: Readonly<Record<string, Counted>>;
  /** Not understood. */
  readonly unreadable: Readonly<Record<string, Counted>>;
}

/** What an importer says about each line: once `read`, and once where it went. Reasons are stable codes. */
export interface Tally {
  read(): void;
  imported(): void;
  refundMatched(how: string, line: number, what: string): void;
  refundUnmatched(reason: string, line: number, what: string): void;
  leftOut(reason: string, line: number, what: string): void;
  unreadable(reason: string, line: number, what: string): void;
  report(): TallyReport;
}

const MAX_EXAMPLES = 3;
const MAX_EXAMPLE_LENGTH = 120;

const createCounter = () => {
  const counts = new Map<string, { count: number; examples: string[] }>();
  return {
    add(reason: string, line: number, what: string): void {
      const entry = counts.get(reason) ?? { count: 0, examples: [] };
      counts.set(reason, entry);
      entry.count += 1;
      if (entry.examples.length < MAX_EXAMPLES) {
        entry.examples.push(`line ${line}: ${what.slice(0, MAX_EXAMPLE_LENGTH)}`);
      }
    },
    report: (): Record<string, Counted> =>
      Object.fromEntries([...counts].sort(([, a], [, b]) => b.count - a.count)),
  };
};

/** Reasons come from code, never from the file, so a tally stays small whatever the file holds. */
export const createTally = (): Tally => {
  let lines = 0;
  let imported = 0;
  const matched = createCounter();
  const unmatched = createCounter();
  const leftOut = createCounter();
  const unreadable = createCounter();
  return {
    read: () => void (lines += 1),
    imported: () => void (imported += 1),
    refundMatched: matched.add,
    refundUnmatched: unmatched.add,
    leftOut: leftOut.add,
    unreadable: unreadable.add,
    report: () => ({
      lines,
      imported,
      refundsMatched: matched.report(),
      refundsUnmatched: unmatched.report(),
      leftOut: leftOut.report(),
      unreadable: unreadable.report(),
    }),
  };
};
