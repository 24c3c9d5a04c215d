import type { Crowd } from './crowd.ts';
import type { FilterCode, Noticed } from './filter.ts';
import { avoidance } from './filters/avoidance.ts';
import { cancelSpam } from './filters/cancel-spam.ts';
import { coVisitation } from './filters/co-visitation.ts';
import { flooding } from './filters/flooding.ts';
import { neverPickedUp } from './filters/never-picked-up.ts';
import { sameChoices } from './filters/same-choices.ts';
import { crowdedOrigin } from './filters/crowded-origin.ts';
import { suddenChange } from './filters/sudden-change.ts';
import { uniformity } from './filters/uniformity.ts';
import { ONE, type Policy } from './policy.ts';
import type { Profile } from './profile.ts';

// What a filter looks at decides what it may do. Add a filter: one file in filters/, its parameters in the policy's
// contract, and its name here.

/** On orders that were never fetched: they may hold the account's rise back. */
const unfetchedFilters = { 'cancel-spam': cancelSpam, 'never-picked-up': neverPickedUp } as const;
/** On what it took home: they may lower the account's own votes. */
const takenFilters = {
  flooding,
  uniformity,
  'sudden-change': suddenChange,
  'co-visitation': coVisitation,
} as const;
/** On a crowd: they only tell. */
const crowdFilters = { avoidance, 'shared-origin': crowdedOrigin, 'same-choices': sameChoices } as const;

type TakenCode = keyof typeof takenFilters;
const takenCodes: readonly TakenCode[] = ['flooding', 'uniformity', 'sudden-change', 'co-visitation'];
const isTaken = (code: FilterCode): code is TakenCode => code in takenFilters;

export type Concern = 'unfetched' | 'taken' | 'crowd';
export const concernOf = (code: FilterCode): Concern => {
  if (isTaken(code)) return 'taken';
  return code in unfetchedFilters ? 'unfetched' : 'crowd';
};

const strongestFirst = (a: Noticed, b: Noticed): number =>
  b.strength - a.strength || (a.code < b.code ? -1 : 1);

/**
 * All that the filters notice about an account, strongest first. Where a filter may lower a vote it judges without
 * the crowd, here as there: what is told is what acts.
 */
export const evidenceOf = (
  profile: Profile,
  crowd: Crowd | undefined,
  policy: Policy,
): readonly Noticed[] => {
  const others = [...Object.values(unfetchedFilters), ...Object.values(crowdFilters)];
  return [
    ...others.map((filter) => filter(profile, crowd, policy)),
    ...takenCodes.map((code) => {
      const seen = policy.filters[code].effect === 'lower' ? undefined : crowd;
      return takenFilters[code](profile, seen, policy);
    }),
  ]
    .filter((noticed) => noticed !== undefined)
    .sort(strongestFirst);
};

/** What an account's signals are worth, in millionths: how much we trust them, and how much they count. */
export interface Worth {
  readonly confidence: number;
  readonly weight: number;
}

export const FULL_WORTH: Worth = { confidence: ONE, weight: ONE };

/**
 * The worth of what an account took home, from its own history alone: confidence is 1 − the strongest evidence of any
 * filter on it, weight 1 − the strongest of those that lower; nothing below the least confidence that a tally accepts.
 */
export const worthOf = (profile: Profile, policy: Policy): Worth => {
  const { filters, tolerance } = policy;
  const isConfidenceRead = tolerance.popular > 0 || tolerance.peers > 0;
  let [strongest, lowering] = [0, 0];
  for (const code of takenCodes) {
    const lowers = filters[code].effect === 'lower';
    if (!lowers && !isConfidenceRead) continue;
    const strength = takenFilters[code](profile, undefined, policy)?.strength ?? 0;
    strongest = Math.max(strongest, strength);
    if (lowers) lowering = Math.max(lowering, strength);
  }
  const confidence = ONE - strongest;
  return { confidence, weight: confidence < tolerance.popular ? 0 : ONE - lowering };
};
