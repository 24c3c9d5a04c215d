import { createCounter, type Counted } from './counter.ts';

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
