import type { Evidence } from '../../contracts/http/accounts.ts';
import { type Concern, concernOf, evidenceOf } from '../integrity/assessment.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';

/** Evidence, and which of an account's lines it is about. */
interface Described {
  readonly concern: Concern;
  readonly evidence: Evidence;
}

/** What the filters notice about an account, strongest first, by the names of things. */
export const describeEvidence = (state: RecommenderState, account: number): readonly Described[] => {
  const profile = state.assessor.profile(account, state.today ?? 0);
  return evidenceOf(profile, state.crowd(), state.policy).map(
    ({ code, strength, facts, items, accounts }) => ({
      concern: concernOf(code),
      evidence: {
        code,
        strength,
        facts: { ...facts },
        ...(items && { items: items.map((item) => state.items.nameOf(item)) }),
        ...(accounts && { accounts: accounts.map((other) => state.accounts.nameOf(other)) }),
      },
    }),
  );
};
