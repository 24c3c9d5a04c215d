import type { Ballots } from './ballots.ts';
import { NONE } from './day-counts.ts';
import { likenessUnits, type Tally } from './tally.ts';

/** So many changed accounts are looked up one by one before the index is built anew. */
const STALE_MINIMUM = 256;
const STALE_SHARE = 1 / 32;
/** An entry is two integers: by account (item, vote in millionths), by item (account, vote in likeness units). */
const ENTRY = 2;

interface Rows {
  /** Row r's entries are those from `starts[r]` to `starts[r + 1]`, in integers. */
  readonly starts: Int32Array;
  readonly entries: Int32Array;
}

const rowsOf = (rows: number, total: number, count: Int32Array): Rows => {
  const starts = new Int32Array(rows + 1);
  for (let row = 0; row < rows; row++) starts[row + 1] = starts[row]! + count[row]! * ENTRY;
  return { starts, entries: new Int32Array(total * ENTRY) };
};

/**
 * The effective votes, contiguous by account and by item, so that a query reads memory in sequence.
 * Accounts that changed since it was built are `stale`: their entries here don't hold, their votes are read
 * from the ballots. It is rebuilt when many are stale, or on a new day.
 */
export class VoteIndex {
  byAccount: Rows = { starts: new Int32Array(1), entries: new Int32Array(0) };
  byItem: Rows = this.byAccount;
  stale: ReadonlySet<number> = new Set();
  readonly #ballots: Ballots;
  readonly #tally: Tally;
  #noted = new Set<number>();
  #isOutdated = true;

  constructor(ballots: Ballots, tally: Tally) {
    this.#ballots = ballots;
    this.#tally = tally;
  }

  /** Notes what a `Tally.refresh` changed; the work is done when somebody asks. */
  note(changed: readonly number[] | 'all'): void {
    if (changed === 'all') this.#isOutdated = true;
    else for (const account of changed) this.#noted.add(account);
  }

  /** Makes the index usable for `accounts` × `items`. */
  bringUpToDate(accounts: number, items: number): this {
    if (this.#isOutdated || this.#noted.size > Math.max(STALE_MINIMUM, accounts * STALE_SHARE)) {
      this.#build(accounts, items);
      this.#noted = new Set();
      this.#isOutdated = false;
    }
    this.stale = this.#noted;
    return this;
  }

  #build(accounts: number, items: number): void {
    const { pairs } = this.#ballots;
    const account = pairs.account.data;
    const item = pairs.item.data;
    const vote = this.#tally.vote.data;
    const perAccount = new Int32Array(accounts);
    const perItem = new Int32Array(items);
    let total = 0;
    for (let pair = 0; pair < pairs.size; pair++) {
      if (vote[pair] === 0) continue;
      perAccount[account[pair]!]!++;
      perItem[item[pair]!]!++;
      total++;
    }
    this.byAccount = rowsOf(accounts, total, perAccount);
    this.byItem = rowsOf(items, total, perItem);
    const nextOfAccount = this.byAccount.starts.slice();
    for (let pair = 0; pair < pairs.size; pair++) {
      if (vote[pair] !== 0)
        this.#put(this.byAccount, nextOfAccount, account[pair]!, item[pair]!, vote[pair]!);
    }
    this.#transpose(accounts);
  }

  /** Fills `byItem` from `byAccount`, so that an item's accounts ascend and a query walks through memory. */
  #transpose(accounts: number): void {
    const { starts, entries } = this.byAccount;
    const nextOfItem = this.byItem.starts.slice();
    for (let account = 0; account < accounts; account++) {
      for (let at = starts[account]!; at < starts[account + 1]!; at += ENTRY) {
        this.#put(this.byItem, nextOfItem, entries[at]!, account, likenessUnits(entries[at + 1]!));
      }
    }
  }

  #put({ entries }: Rows, next: Int32Array, row: number, other: number, vote: number): void {
    const at = next[row]!;
    entries[at] = other;
    entries[at + 1] = vote;
    next[row] = at + ENTRY;
  }

  /** Calls `visit(item, vote)` for the votes of one account, stale or not. */
  votesOf(account: number, visit: (item: number, vote: number) => void): void {
    const { pairs, firstOfAccount, nextOfAccount } = this.#ballots;
    for (let pair = firstOfAccount.data[account] ?? NONE; pair !== NONE; pair = nextOfAccount.data[pair]!) {
      const vote = this.#tally.vote.data[pair]!;
      if (vote > 0) visit(pairs.item.data[pair]!, vote);
    }
  }
}
