import type { Parameters, Shop } from './attack.ts';

/** A twentieth of the honest accounts: the literature's attacks are of 1, 3, 5 and 10 %. */
const SHARE = 0.05;
const LEAST = 10;

export const fakeCrowd = ({ customers }: Shop): number =>
  Math.max(LEAST, Math.round(SHARE * customers.length));

/** Three visits on the last three days: a full vote each, and nobody established. */
export const quickly = (shop: Shop, knowledge: Parameters['knowledge']): Omit<Parameters, 'seed'> => {
  const accounts = fakeCrowd(shop);
  const visits = shop.policy.votes.saturationDays;
  return { accounts, orders: accounts * visits, days: visits, cents: null, knowledge };
};

/** Filler items of a fake profile: RecAD's attacks have 36. */
export const FILLERS = 36;
