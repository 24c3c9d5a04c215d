import type { Evidence } from '../../../contracts/http/accounts.ts';
import type { OrderCounts } from '../account-facts.ts';
import { lowerBound } from './lower-bound.ts';

const SUSPICIOUS_SHARE = 250_000;

/** An account whose orders wait for it in vain, as a lower bound of the share. */
export const neverPickedUp = ({ placed, expired }: OrderCounts): Evidence | undefined => {
  const strength = lowerBound(Math.min(placed, expired), placed);
  return strength < SUSPICIOUS_SHARE
    ? undefined
    : { code: 'never-picked-up', strength, facts: { ordersPlaced: placed, ordersExpired: expired } };
};
