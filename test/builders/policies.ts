import fc from 'fast-check';
import { defaultPolicy, ONE, type Policy } from '../../services/recommender/integrity/policy.ts';

/** A small shop's policy, so that small histories have established accounts. */
export const smallPolicy: Policy = {
  ...defaultPolicy,
  standing: { ...defaultPolicy.standing, days: 2, age: 3, minimumEstablished: 3 },
};

/** Two that move together are one too many, for ever, and nobody is asked: all that a group filter can do. */
export const severePolicy: Policy = {
  ...smallPolicy,
  filters: { ...smallPolicy.filters, lockstep: { effect: 'demote', accounts: 2, probation: 3_650 } },
  demotions: { share: ONE },
};

const share = fc.oneof(fc.constantFrom(0, 100_000), fc.integer({ min: 1, max: 300_000 }));

/** From filters that report the slightest thing to filters that never do. */
const threshold = fc.oneof(
  fc.constantFrom(0, 1, ONE),
  fc.integer({ min: 1, max: ONE }),
  fc.integer({ min: 1, max: 50_000 }),
);
const effectOf = <const Effect extends 'hold' | 'lower'>(effect: Effect) =>
  fc.record({ threshold, effect: fc.constantFrom('none' as const, effect) });
const tells = fc.record({ threshold });

/** Without the filter on groups: what that does has policies of its own. */
const quiet: Policy['filters'] = {
  ...defaultPolicy.filters,
  lockstep: { ...defaultPolicy.filters.lockstep, effect: 'none' },
};

/** Filters that see to everything, or to next to nothing. */
const filters: fc.Arbitrary<Policy['filters']> = fc.record({
  'cancel-spam': effectOf('hold'),
  'never-picked-up': effectOf('hold'),
  flooding: effectOf('lower'),
  uniformity: effectOf('lower'),
  'sudden-change': effectOf('lower'),
  'co-visitation': effectOf('lower'),
  avoidance: tells,
  'shared-origin': tells,
  'same-choices': tells,
  lockstep: fc.constant(quiet.lockstep),
});
const tolerated = fc.oneof(fc.constantFrom(0, ONE), fc.integer({ min: 0, max: ONE }));

/** Policies of all kinds, with numbers that don't divide evenly. */
export const policies: fc.Arbitrary<Policy> = fc.record({
  version: fc.constant(1 as const),
  standing: fc.record({
    days: fc.integer({ min: 1, max: 3 }),
    age: fc.integer({ min: 0, max: 5 }),
    minimumEstablished: fc.integer({ min: 0, max: 3 }),
    founders: fc.oneof(
      { weight: 3, arbitrary: fc.constant<string[]>([]) },
      { weight: 1, arbitrary: fc.subarray(['e-0', 'n-0', 'h-1', 'nobody']) },
    ),
  }),
  newcomers: fc.record({
    share,
    allowance: fc.oneof(fc.constantFrom(0, ONE), fc.integer({ min: 1, max: 2 * ONE })),
  }),
  votes: fc.record({
    saturationDays: fc.integer({ min: 1, max: 4 }),
    halfLifeDays: fc.constantFrom(null, 3, 90),
    budget: fc.oneof(fc.constantFrom(null, 50 * ONE), fc.integer({ min: 1, max: 4 * ONE })),
  }),
  peers: fc.record({
    clip: fc.integer({ min: 50_000, max: ONE }),
    power: fc.integer({ min: 1, max: 5 }),
    floor: fc.oneof(fc.constantFrom(0, 1_000, 500_000, ONE), fc.integer({ min: 0, max: ONE })),
  }),
  ownWeight: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 12 * ONE })),
  filters: fc.oneof(fc.constant(quiet), filters),
  tolerance: fc.oneof(
    { weight: 2, arbitrary: fc.constant(defaultPolicy.tolerance) },
    { weight: 1, arbitrary: fc.record({ popular: tolerated, peers: tolerated }) },
  ),
  demotions: fc.constant(defaultPolicy.demotions),
});

/** Of all kinds, some of them with groups that are demoted at once. */
export const policiesWithGroups: fc.Arbitrary<Policy> = fc.oneof(
  { weight: 2, arbitrary: policies },
  { weight: 1, arbitrary: fc.constant(severePolicy) },
);
