import { type Filter, reported } from '../filter.ts';
import type { Unfetched } from '../profile.ts';
import { lowerBound } from './lower-bound.ts';

/** The orders that waited in vain, and the orders that they are a share of. */
export const expiredShare = ({ placed, expired }: Unfetched): readonly [part: number, whole: number] => [
  Math.min(placed, expired),
  placed,
];

/** An account whose orders wait for it in vain: the lower bound of their share. */
export const neverPickedUp: Filter = ({ unfetched }, _, policy) =>
  reported(
    {
      code: 'never-picked-up',
      strength: lowerBound(...expiredShare(unfetched)),
      facts: { ordersPlaced: unfetched.placed, ordersExpired: unfetched.expired },
    },
    policy,
  );
