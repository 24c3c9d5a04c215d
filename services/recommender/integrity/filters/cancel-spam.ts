import type { Evidence } from '../../../contracts/http/accounts.ts';
import type { OrderCounts } from '../account-facts.ts';
import { lowerBound } from './lower-bound.ts';

/** Cancelling is common among honest accounts (36 % of Online Retail's did); a third of all orders isn't. */
const SUSPICIOUS_SHARE = 333_333;

/** An account that cancels what it places, as a lower bound of the share. */
export const cancelSpam = ({ placed, cancelled }: OrderCounts): Evidence | undefined => {
  const strength = lowerBound(Math.min(placed, cancelled), placed);
  return strength < SUSPICIOUS_SHARE
    ? undefined
    : { code: 'cancel-spam', strength, facts: { ordersPlaced: placed, ordersCancelled: cancelled } };
};
