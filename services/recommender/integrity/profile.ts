import type { OriginKind } from './origins.ts';

/** So many of an account's orders were on a day (days since 1970 UTC). */
export interface DayCount {
  readonly day: number;
  readonly count: number;
}

/** How many of its orders an account placed, and how many it never fetched anything of; quick ones are cancelled, too. */
export interface Unfetched {
  readonly placed: number;
  readonly cancelled: number;
  readonly quick: number;
  readonly expired: number;
}

/** What is known of one account on a day: what filters read. In lists, nothing depends on the order. */
export interface Profile {
  readonly account: number;
  readonly today: number;
  readonly unfetched: Unfetched;
  /** Orders of which something was taken home, by day. */
  readonly taken: readonly DayCount[];
  /** Lines taken home, by day: its distinct days. */
  readonly lines: readonly DayCount[];
  /** What it took home, and on which distinct days. */
  readonly items: readonly { readonly item: number; readonly days: readonly number[] }[];
  /** How many of its orders were for an item, whatever became of them. */
  readonly placed: readonly { readonly item: number; readonly lines: number }[];
  origins(kind: OriginKind): readonly number[];
}
