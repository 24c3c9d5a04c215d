/** Row r's entries are those from `starts[r]` to `starts[r + 1]`. */
export interface Rows {
  readonly starts: Int32Array;
  readonly entries: Int32Array;
}

/** Tells every entry: its row, its column, and a vote. */
type VisitEntries = (visit: (row: number, column: number, vote: number) => void) => void;

/**
 * A sparse matrix of votes, row by row, for queries that read memory in sequence: what they cost is how much
 * they read. So an entry is one 32-bit integer, its column in the upper bits and its vote in the lower ones,
 * and there is a block of rows for each so many columns as the upper bits can tell apart.
 */
export class PackedRows {
  readonly blocks: readonly Rows[];
  /** Column c is in block `c >>> columnBits`, as its lower `columnBits` bits. */
  readonly columnBits: number;

  /** @param voteBits of an entry: votes are less than 2^voteBits */
  constructor(rows: number, columns: number, voteBits: number, visitEntries: VisitEntries) {
    this.columnBits = 32 - voteBits;
    const { columnBits } = this;
    const counts = Array.from({ length: 1 + (columns >>> columnBits) }, () => new Int32Array(rows + 1));
    visitEntries((row, column) => {
      counts[column >>> columnBits]![row + 1]!++;
    });
    this.blocks = counts.map((starts) => {
      for (let row = 0; row < rows; row++) starts[row + 1]! += starts[row]!;
      return { starts, entries: new Int32Array(starts[rows]!) };
    });
    const next = counts.map((starts) => starts.slice());
    const mask = 2 ** columnBits - 1;
    visitEntries((row, column, vote) => {
      const block = column >>> columnBits;
      const at = next[block]![row]!++;
      this.blocks[block]!.entries[at] = ((column & mask) << voteBits) | vote;
    });
  }

  /** Calls `visit` for every entry, row by row within a block. */
  visit(visit: Parameters<VisitEntries>[0]): void {
    const { columnBits } = this;
    const voteBits = 32 - columnBits;
    const mask = 2 ** voteBits - 1;
    for (const [block, { starts, entries }] of this.blocks.entries()) {
      const first = block << columnBits;
      for (let row = 0; row + 1 < starts.length; row++) {
        for (let at = starts[row]!; at < starts[row + 1]!; at++) {
          visit(row, first + (entries[at]! >>> voteBits), entries[at]! & mask);
        }
      }
    }
  }
}
