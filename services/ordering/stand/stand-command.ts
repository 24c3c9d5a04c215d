import type { Listing, Origin, RequestDigests } from './stand-events.ts';
import type { StandHours } from './stand-hours.ts';

export interface WantedLine {
  readonly itemId: string;
  readonly quantity: number;
}

export interface PlaceCommand {
  readonly type: 'place';
  readonly orderId: string;
  readonly accountId: string;
  readonly lines: readonly WantedLine[];
  readonly request: RequestDigests;
  /** Keyed hashes, never in clear. */
  readonly origin?: Origin;
}

export type StandCommand =
  | { readonly type: 'list-menu'; readonly items: readonly Listing[] }
  | PlaceCommand
  | { readonly type: 'cancel'; readonly orderId: string; readonly accountId: string }
  | { readonly type: 'fulfil'; readonly orderId: string }
  | { readonly type: 'expire'; readonly orderId: string }
  | { readonly type: 'refund'; readonly orderId: string }
  | { readonly type: 'restock'; readonly itemId: string; readonly quantity: number }
  | { readonly type: 'tick' };

/** What the stand allows. Durations in milliseconds. */
export interface StandPolicy {
  readonly hours: StandHours;
  readonly timeZone: string;
  /** How long an order can be cancelled. */
  readonly grace: number;
  /** How long an order is kept for pick-up. */
  readonly pickup: number;
  /** Units that one account's open orders may hold: who holds without buying blocks little. */
  readonly holdLimit: number;
}
