import type { OriginKind } from './origins.ts';

/** Another account that took the same rare items: how many, and how alike all they took is, in millionths. */
export interface Alike {
  readonly account: number;
  readonly items: number;
  readonly likeness: number;
}

/** How many accounts of any standing there are behind an origin. */
export interface Behind {
  readonly accounts: number;
  readonly established: number;
  /** How many of them ordered for the first time within a week of the account in question, itself included. */
  readonly cameTogether: number;
}

/**
 * What everybody else does: established accounts alone, except where it says so. Only for evidence that tells
 * people: what may lower an account's vote never reads it, or an attacker would shift the crowd and have honest
 * people punished (promise 7).
 */
export interface Crowd {
  /** Items by their share of the established accounts' votes, in millionths; no account can fill it by itself. */
  readonly shares: readonly { readonly item: number; readonly share: number }[];
  /** The most orders in `FLOOD_DAYS` days that all but one in a hundred of the established accounts took home. */
  usualOrders(): number;
  /** How many established accounts but this one took both items home on one day. */
  pairing(item: number, other: number, except: number): number;
  /** Who is behind an origin that an account orders from. */
  behind(kind: OriginKind, hash: number, account: number): Behind;
  /** Accounts of any standing that share at least two rare items with this one, most alike first. */
  alike(account: number): readonly Alike[];
}
