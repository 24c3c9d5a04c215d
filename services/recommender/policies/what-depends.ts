import type { Policy } from '../../contracts/policy.ts';
import { canonicalJson } from '../../platform/digest/canonical-digest.ts';

/**
 * What is kept and depends on a section of the policy. `tally`: effective votes, standings and their sums, and with
 * them the index and the digest, all made from the ballots in one pass. `nothing`: it is only looked at while an answer
 * is computed. Facts (ballots, order book, counts) depend on no policy, so no policy needs the log read again.
 */
const dependents: Readonly<Record<keyof Policy, 'tally' | 'nothing'>> = {
  version: 'nothing',
  standing: 'tally',
  newcomers: 'nothing',
  votes: 'tally',
  peers: 'nothing',
  ownWeight: 'nothing',
  filters: 'tally',
  tolerance: 'tally',
  demotions: 'tally',
  badRecords: 'nothing',
  approvals: 'nothing',
};

const lookedUp: ReadonlySet<string> = new Set(
  Object.entries(dependents)
    .filter(([, depends]) => depends === 'nothing')
    .map(([section]) => section),
);

const keptOf = (policy: Policy): string =>
  canonicalJson(Object.fromEntries(Object.entries(policy).filter(([section]) => !lookedUp.has(section))));

/** Must the tally be made anew when one policy follows the other? */
export const changesTally = (before: Policy, after: Policy): boolean => keptOf(before) !== keptOf(after);
