/** An event as it is kept: its place in the log, counted from 1, and its JSON, exactly as it was appended. */
export interface ArchivedEntry {
  readonly sequence: number;
  readonly text: string;
  /** The stream of the log that it is in, where the log has several and that is known. */
  readonly stream?: string;
}

/** A stream of the log to read from; sequences grow, and where streams share one count they have gaps. */
export interface EntrySource {
  /**
   * Up to `limit` entries after `after`, in order. Fewer need not mean the end: only none does.
   * @param after a sequence; 0 for the beginning
   */
  read(after: number, limit: number): Promise<readonly ArchivedEntry[]>;
}
