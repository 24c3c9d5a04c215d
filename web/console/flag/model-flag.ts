import type { FlagDefinition } from '../../../services/contracts/http/flags.ts';

export type Flag = FlagDefinition[string];
export type Targeting = NonNullable<Flag['targeting']>;

/** The flag that decides which model answers. */
export const MODEL_FLAG = 'recommender-model';
/** Weights are integers out of this many. */
export const ALL_WEIGHT = 10_000;
/** What everybody gets when the kill switch is thrown: the safe default of the code that asks. */
export const SAFE_VARIANT = 'popular';

export interface Share {
  readonly variant: string;
  /** Out of ALL_WEIGHT. */
  readonly weight: number;
}

export interface Pin {
  readonly variant: string;
  readonly accountIds: readonly string[];
}

/**
 * Who gets which variant, as a person thinks of it. The order of shares is the order of buckets on the
 * hash: an edit that kept the weights and changed the order would give accounts another variant.
 * The last share is the rest: it makes room for the others.
 */
export interface FlagPlan {
  readonly enabled: boolean;
  readonly defaultVariant: string;
  readonly shares: readonly Share[];
  readonly pins: readonly Pin[];
}
