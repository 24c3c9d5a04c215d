import type { Policy } from './policy.ts';
import type { Crowd } from './crowd.ts';
import type { Profile } from './profile.ts';

/** The filters that look at one account: each is named after what it catches. */
export type FilterCode = Exclude<keyof Policy['filters'], 'lockstep'>;

/** What a filter noticed about an account. `strength` in millionths; items and other accounts as interned. */
export interface Noticed {
  readonly code: FilterCode;
  readonly strength: number;
  readonly facts: Readonly<Record<string, number>>;
  readonly items?: readonly number[];
  readonly accounts?: readonly number[];
}

/**
 * A filter looks at one account and reports what it noticed, or nothing below the policy's threshold. Without a
 * crowd it judges by the account's own history alone: so it does whenever a vote depends on it.
 */
export type Filter = (profile: Profile, crowd: Crowd | undefined, policy: Policy) => Noticed | undefined;

/** The report, if the policy has the filter and it is strong enough; a strength of nothing never is. */
export const reported = (noticed: Noticed, { filters }: Policy): Noticed | undefined => {
  const filter = filters[noticed.code];
  return filter && noticed.strength > 0 && noticed.strength >= filter.threshold ? noticed : undefined;
};
