import type { Ballots } from './ballots.ts';
import { NONE } from './day-counts.ts';
import { PackedRows } from './packed-rows.ts';
import { likenessUnits, type Tally } from './tally.ts';

/** So many changed accounts are looked up one by one before the index is built anew. */
const STALE_MINIMUM = 256;
const STALE_SHARE = 1 / 32;
/**
 * Bits of an entry's vote, by account (in millionths) and by item (in likeness units). The innermost loops that
 * read the entries have these as literals: named, they make an answer a quarter slower.
 */
const MILLIONTHS_BITS = 20;
const UNITS_BITS = 14;

/**
 * The effective votes, contiguous by account and by item, so that a query reads memory in sequence.
 * Accounts that changed since it was built are `stale`: their entries here don't hold, their votes are read
 * from the ballots. It is rebuilt when many are stale, or on a new day.
 */
export class VoteIndex {
  /** A row an account, a column an item, votes in millionths: an entry's lower 20 bits. */
  byAccount = new PackedRows(0, 0, MILLIONTHS_BITS, () => undefined);
  /** A row an item, a column an account, votes in likeness units: an entry's lower 14 bits. */
  byItem = new PackedRows(0, 0, UNITS_BITS, () => undefined);
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
    this.byAccount = new PackedRows(accounts, items, MILLIONTHS_BITS, (visit) => {
      for (let pair = 0; pair < pairs.size; pair++) {
        if (vote[pair] !== 0) visit(account[pair]!, item[pair]!, vote[pair]!);
      }
    });
    // From the rows by account, so that an item's accounts ascend and a query walks through memory.
    this.byItem = new PackedRows(items, accounts, UNITS_BITS, (visit) => {
      this.byAccount.visit((row, column, millionths) => {
        visit(column, row, likenessUnits(millionths));
      });
    });
  }

  /** Calls `visit(account, vote)` for each account that votes for an item; votes are in millionths. */
  votersOf(item: number, visit: (account: number, vote: number) => void): void {
    const tell = (account: number) => {
      const pair = this.#ballots.pairs.find(account, item);
      const vote = pair === NONE ? 0 : this.#tally.vote.data[pair]!;
      if (vote > 0) visit(account, vote);
    };
    for (const [block, { starts, entries }] of this.byItem.blocks.entries()) {
      const first = block << this.byItem.columnBits;
      const end = starts[item + 1] ?? 0;
      for (let at = starts[item] ?? end; at < end; at++) {
        const account = first + (entries[at]! >>> UNITS_BITS);
        if (!this.stale.has(account)) tell(account);
      }
    }
    for (const account of this.stale) tell(account);
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
