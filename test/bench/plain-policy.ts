import { defaultPolicy, ONE, type Policy } from '../../services/recommender/integrity/policy.ts';

const { clip: CLIP, power: POWER } = defaultPolicy.peers;

/**
 * One vote for an account and an item, and everybody is established: the form, without days and standing. The
 * clip is a share, 0 to 1; both default to the default policy's.
 */
export const plainPolicy = (clip = CLIP / ONE, power = POWER): Policy => ({
  ...defaultPolicy,
  standing: { days: 1, age: 0, minimumEstablished: 20, founders: [] },
  votes: { saturationDays: 1, halfLifeDays: null, budget: null },
  peers: { ...defaultPolicy.peers, clip: Math.round(clip * ONE), power },
});
