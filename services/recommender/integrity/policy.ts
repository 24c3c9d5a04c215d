import type { Policy } from '../../contracts/policy.ts';

export type { Policy };

/** Fixed point: scores, votes, shares and weights are integers in millionths. */
export const ONE = 1_000_000;

export const defaultPolicy: Policy = {
  version: 1,
  standing: { days: 5, age: 14, minimumEstablished: 20, founders: [] },
  newcomers: { share: 100_000, allowance: ONE },
  votes: { saturationDays: 3, halfLifeDays: 90, budget: 50 * ONE },
  // Clip, power and own weight from Online Retail's validation split (test/bench/accuracy.bench.ts).
  peers: { clip: 200_000, power: 4, floor: 1_000 },
  ownWeight: 100 * ONE,
  filters: {
    // Seen each day over three months of 40 simulated shops and each week over Online Retail, 3,399 accounts that had
    // been established: cancel-spam up to .14, never-picked-up .10, uniformity .72, sudden-change .81, co-visitation
    // .06, of flooding and avoidance nothing. None was held or lowered. A third of all orders cancelled isn't usual.
    'cancel-spam': { threshold: 333_333, effect: 'hold' },
    'never-picked-up': { threshold: 250_000, effect: 'hold' },
    flooding: { threshold: 500_000, effect: 'none' },
    uniformity: { threshold: 900_000, effect: 'none' },
    'sudden-change': { threshold: 900_000, effect: 'lower' },
    'co-visitation': { threshold: 500_000, effect: 'none' },
    avoidance: { threshold: 500_000 },
    'shared-origin': { threshold: 500_000 },
    // From half of the labelled Amazon accounts and honest controls (test/bench/spammers.bench.ts).
    'same-choices': { threshold: 600_000 },
    // Longer than a week, and framing would cost more of the certificates than lockstep is worth (bench:certified).
    lockstep: { effect: 'demote', accounts: 8, probation: 7 },
  },
  tolerance: { popular: 0, peers: 0 },
  demotions: { share: 10_000 },
  // A source that is well has next to nothing refused; a tenth is a source that changed its format or its clock.
  badRecords: { windowMinutes: 15, share: 100_000, least: 200 },
};
