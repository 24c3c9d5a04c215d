import type { RelishEvent } from '../../../services/contracts/events.ts';
import type { Policy } from '../../../services/recommender/integrity/policy.ts';

/** One order that was taken home. */
export interface Visit {
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly items: readonly string[];
}

export interface Customer {
  readonly accountId: string;
  /** Distinct items taken home, as they came. */
  readonly items: readonly string[];
  readonly visits: readonly Visit[];
  /** Distinct days with something taken home. */
  readonly days: number;
}

/** A list that somebody sees, and what its certificate says of the item that is the easiest to remove. */
export interface Victim {
  readonly accountId: string;
  readonly limit: number;
  /** The account's ranking, best first, as far as it goes. */
  readonly ranking: readonly string[];
  /** Items that the account likes best: imitating it makes an attacker count. */
  readonly taste: readonly string[];
  /** Where in the ranking the item stands, from 0, and its certificate. */
  readonly index: number;
  readonly accounts: number;
}

/** What there is to know of a shop before the attack. */
export interface Shop {
  /** Midnight UTC of the last day of the history, in milliseconds. Nothing may be dated after that day. */
  readonly lastDay: number;
  /** Most buyers first. */
  readonly items: readonly string[];
  readonly buyersOf: ReadonlyMap<string, number>;
  readonly customers: readonly Customer[];
  /** The cheapest item's price in minor units; 0 where no price is known. */
  readonly cheapest: number;
  /** Policies are public: an attacker knows them. */
  readonly policy: Policy;
  readonly victim: Victim | undefined;
}

/** What an attacker knows: the menu, what sells, or all that the shop knows, its log and our code. */
export type Knowledge = 'menu' | 'popularity' | 'everything';

/** The size of an attack. */
export interface Parameters {
  readonly accounts: number;
  /** Over all accounts. */
  readonly orders: number;
  /** Up to the end of the history; a part of a day is a window on the last one. */
  readonly days: number;
  /** What may be spent on orders that are taken home, in minor units; null: whatever it costs. */
  readonly cents: number | null;
  readonly knowledge: Knowledge;
  readonly seed: number;
}

export interface Attack {
  readonly name: string;
  /** What it says to people, in a few words. */
  readonly summary: string;
  /** Bring the target into lists, out of them, out of one list by its certificate; `control` is no attack. */
  readonly aim: 'push' | 'nuke' | 'evict' | 'control';
  /** Whose accounts: brand-new, aged on purpose, taken over from honest people, or honest people's own. */
  readonly by: 'newcomers' | 'established' | 'takeover' | 'honest';
  size(shop: Shop): Omit<Parameters, 'seed'>;
  /** The events to be merged into the history; pure. */
  plan(shop: Shop, target: string, parameters: Parameters): readonly RelishEvent[];
}
