import type { Policy } from '../../contracts/policy.ts';

export type { Policy };

/** Fixed point: scores, votes, shares and weights are integers in millionths. */
export const ONE = 1_000_000;

export const defaultPolicy: Policy = {
  version: 1,
  standing: { days: 5, age: 14, minimumEstablished: 20, founders: [] },
  newcomers: { share: 100_000, allowance: ONE },
  votes: { saturationDays: 3, halfLifeDays: 90, budget: 50 * ONE },
  peers: { clip: 200_000, power: 3, floor: 1_000 },
  ownWeight: 10 * ONE,
  filters: {
    // Cancelling is common among honest accounts (36 % of Online Retail's did); a third of all orders isn't.
    'cancel-spam': { threshold: 333_333, effect: 'hold' },
    'never-picked-up': { threshold: 250_000, effect: 'hold' },
    flooding: { threshold: 500_000, effect: 'none' },
    uniformity: { threshold: 500_000, effect: 'none' },
    'sudden-change': { threshold: 900_000, effect: 'lower' },
    'co-visitation': { threshold: 500_000, effect: 'none' },
    avoidance: { threshold: 500_000 },
    'shared-origin': { threshold: 500_000 },
    // Longer than a week, and framing would cost more of the certificates than lockstep is worth (bench:certified).
    lockstep: { effect: 'demote', accounts: 8, probation: 7 },
  },
  tolerance: { popular: 0, peers: 0 },
  demotions: { share: 10_000 },
};
