/** How often, and the first few places where: a person wants to look one up. */
export interface Counted {
  readonly count: number;
  readonly examples: readonly string[];
}

const MAX_EXAMPLES = 3;
const MAX_EXAMPLE_LENGTH = 200;

/** Counts by reason, with the line and a word on the first few. */
export const createCounter = () => {
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
    /** Most frequent first. */
    report: (): Readonly<Record<string, Counted>> =>
      Object.fromEntries([...counts].sort(([, a], [, b]) => b.count - a.count)),
  };
};
