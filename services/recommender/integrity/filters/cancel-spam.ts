import { type Filter, reported } from '../filter.ts';
import { QUICK_MINUTES } from '../order-traces.ts';
import { ONE } from '../policy.ts';
import type { Unfetched } from '../profile.ts';
import { lowerBound } from './lower-bound.ts';

/** A change of mind that took longer than `QUICK_MINUTES` says half as much. */
const slowHalf = ({ cancelled, quick }: Unfetched): number => quick + (cancelled - quick) / 2;

/** The cancels that count, and the orders that they are a share of. */
export const cancelShare = (unfetched: Unfetched): readonly [part: number, whole: number] => [
  Math.min(unfetched.placed, slowHalf(unfetched)),
  unfetched.placed,
];

/**
 * An account that cancels what it places: the lower bound of the share of its orders that it cancelled with nothing
 * taken home, those within two minutes in full and others half (a place-and-cancel flood has no patience).
 */
export const cancelSpam: Filter = ({ unfetched }, _, policy) => {
  const strength = Math.min(ONE, lowerBound(...cancelShare(unfetched)));
  const { placed, cancelled, quick } = unfetched;
  const facts = {
    ordersPlaced: placed,
    ordersCancelled: cancelled,
    quickCancels: quick,
    quickMinutes: QUICK_MINUTES,
  };
  return reported({ code: 'cancel-spam', strength, facts }, policy);
};
