import type { Monitor } from './monitor.ts';
import { otherThanBefore } from './other-than-before.ts';
import { otherThanLearnt } from './other-than-learnt.ts';

/**
 * What people take home has moved away from what models know: they serve an old business. The reference is the fingerprint
 * of the training set of each trained model whose artifact is live (signed, and verified). Where none is, models are made
 * from all votes as they are, so there the reference is what was taken home in the four weeks before.
 */
export const oldBusiness: Monitor = {
  name: 'old-business',
  // Votes are forgotten slowly: whoever has said that a new menu is right needn't say it again each hour.
  patienceHours: 7 * 24,
  runOnce: ({ business = [], orders }) =>
    business.length > 0 ? otherThanLearnt(business) : otherThanBefore({ orders }),
};
