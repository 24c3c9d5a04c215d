/** An event as a stream has it. */
export interface Entry {
  readonly sequence: number;
  readonly text: string;
  /** Where several are read as one. */
  readonly stream?: string;
}

/** What one read of a stream gave, in order. */
export interface Run {
  readonly entries: readonly Entry[];
  /** There may be more after the last of them. */
  readonly isCut: boolean;
}

/**
 * The streams of a log as one, by position: as far as all of them are known, and not past `head`. What was appended
 * to one stream after another was read is past the head that was asked for before.
 */
export const mergeStreams = (runs: readonly Run[], head: number): readonly Entry[] => {
  const bound = runs.reduce((least, { entries, isCut }) => {
    const last = entries.at(-1);
    return isCut && last ? Math.min(least, last.sequence) : least;
  }, head);
  const known = runs.map(({ entries }) => entries.filter(({ sequence }) => sequence <= bound));
  const [first = []] = known;
  return known.length === 1 ? first : known.flat().sort((a, b) => a.sequence - b.sequence);
};
