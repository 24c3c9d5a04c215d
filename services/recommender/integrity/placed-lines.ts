import { IntColumn } from '../votes/column.ts';
import { NONE } from '../votes/day-counts.ts';
import { PairTable } from '../votes/pair-table.ts';

/** How many of an account's orders were for an item, whatever became of them. */
export class PlacedLines {
  readonly #pairs = new PairTable();
  readonly #lines = new IntColumn();
  readonly #nextOfAccount = new IntColumn(NONE);
  readonly #firstOfAccount = new IntColumn(NONE);

  /** One more order of the account has a line for the item. */
  add(account: number, item: number): void {
    const known = this.#pairs.size;
    const pair = this.#pairs.intern(account, item);
    if (pair === known) {
      this.#firstOfAccount.ensure(account + 1);
      this.#lines.push(0);
      this.#nextOfAccount.push(this.#firstOfAccount.data[account]!);
      this.#firstOfAccount.data[account] = pair;
    }
    this.#lines.data[pair]!++;
  }

  /** Items and lines of an account. */
  of(account: number): readonly { readonly item: number; readonly lines: number }[] {
    const found: { item: number; lines: number }[] = [];
    let pair = this.#firstOfAccount.data[account] ?? NONE;
    for (; pair !== NONE; pair = this.#nextOfAccount.data[pair]!) {
      found.push({ item: this.#pairs.item.data[pair]!, lines: this.#lines.data[pair]! });
    }
    return found;
  }

  /** Bytes held, capacity included. */
  get bytes(): number {
    const columns = [this.#lines, this.#nextOfAccount, this.#firstOfAccount];
    return columns.reduce((sum, { data }) => sum + data.byteLength, this.#pairs.bytes);
  }
}
