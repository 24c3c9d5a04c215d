/** What is wrong with an archive. */
export interface ArchiveProblem {
  readonly kind:
    /** Not the bytes that were signed, or not what a segment may be. */
    | 'changed'
    /** A name that must be there isn't. */
    | 'missing'
    /** Signed, but as something else: another name, another stream. */
    | 'misplaced'
    /** Signed by a key that isn't trusted. */
    | 'untrusted'
    /** Entries that no manifest vouches for. */
    | 'unsigned'
    /** Nothing of ours is called that. */
    | 'stray'
    /** Doesn't follow what is before it. */
    | 'broken-link'
    /** Ends before it must. */
    | 'short';
  /** The names it is about: one, or two of which one is wrong. */
  readonly objects: readonly string[];
  /** What was found, to be read after the names. */
  readonly detail: string;
}
