import { digestOf } from '../../platform/digest/canonical-digest.ts';
import {
  type Distribution,
  distributionOf,
  effectiveNumber,
  entropyOf,
  shareOf,
  sizeOf,
} from './distribution.ts';

/** Items that are looked at one by one. */
export const TOP_ITEMS = 10;
const TOP_ORIGINS = 5;
/** Days since the account's first order at which the next bracket begins. */
const AGE_STEPS = [1, 7, 30, 90] as const;

export type Ages = [number, number, number, number, number];

export interface Newcomers {
  readonly waived: boolean;
  readonly cappedItems: number;
  readonly items: number;
  readonly share: number;
  readonly cut: number;
}

/** What was counted; `fingerprintFrom` makes the rest of it. */
export interface Counted {
  readonly counts: {
    readonly orders: number;
    readonly lines: number;
    readonly units: number;
    readonly accounts: number;
    readonly newAccounts: number;
  };
  readonly outcomes: {
    readonly open: number;
    readonly fulfilled: number;
    readonly cancelled: number;
    readonly expired: number;
    readonly refunded: number;
  };
  readonly ages: Ages;
  /** Lines by item of a window, votes in millionths of the present version. */
  readonly byItem: Iterable<readonly [itemId: string, count: number]>;
  /** Orders by origin. */
  readonly byOrigin: readonly number[];
  /** What each account adds to it all, and to each of the top items. */
  readonly byAccount: Iterable<number>;
  readonly accountsBehind: (itemId: string) => Iterable<number>;
  readonly newcomers?: Newcomers;
}

/** Summary statistics of a window of orders, or of a state, all in integers, and their digest. */
export interface Fingerprint extends Pick<Counted, 'counts' | 'outcomes' | 'ages' | 'newcomers'> {
  readonly distribution: Distribution;
  readonly items: { readonly distinct: number; readonly entropy: number; readonly topShare: number };
  readonly topItems: readonly {
    readonly itemId: string;
    readonly share: number;
    readonly effectiveAccounts: number;
  }[];
  readonly origins: { readonly orders: number; readonly distinct: number; readonly top: number[] };
  readonly effectiveAccounts: number;
  readonly digest: string;
}

/** Which bracket of `Ages` an account of so many days belongs to. */
export const ageBracket = (days: number): number => AGE_STEPS.filter((step) => days >= step).length;

const topOf = (distribution: Distribution, most: number): Distribution =>
  [...distribution].sort(([idA, a], [idB, b]) => b - a || (idA < idB ? -1 : 1)).slice(0, most);

/**
 * The fingerprint of what was counted. It depends on nothing but the counts: not on who was heard of first.
 * @param named items that are looked at one by one, at most
 */
export const fingerprintFrom = (counted: Counted, named = TOP_ITEMS): Fingerprint => {
  const { counts, outcomes, ages, byOrigin, newcomers } = counted;
  const distribution = distributionOf(counted.byItem);
  const total = sizeOf(distribution);
  const topItems = topOf(distribution, named).map(([itemId, count]) => ({
    itemId,
    share: shareOf(count, total),
    effectiveAccounts: effectiveNumber(counted.accountsBehind(itemId)),
  }));
  const content = {
    counts,
    outcomes,
    ages,
    distribution,
    items: {
      distinct: distribution.length,
      entropy: entropyOf(distribution),
      topShare: topItems[0]?.share ?? 0,
    },
    topItems,
    origins: {
      orders: byOrigin.reduce((sum, orders) => sum + orders, 0),
      distinct: byOrigin.length,
      top: [...byOrigin].sort((a, b) => b - a).slice(0, TOP_ORIGINS),
    },
    effectiveAccounts: effectiveNumber(counted.byAccount),
    ...(newcomers && { newcomers }),
  };
  return { ...content, digest: digestOf(content) };
};
