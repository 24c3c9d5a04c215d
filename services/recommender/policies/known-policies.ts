import type { KnownPolicy } from '../../contracts/http/policies.ts';
import type { PolicyHistory, Version } from './policy-history.ts';
import type { Proposal, Proposals } from './proposals.ts';

/**
 * Finds a policy by its digest wherever one is known: on the log, in the code, among the proposals.
 * @throws AppError 503 `objects-away` if it would have to be one of these
 */
export const findPolicy = async (
  digest: string,
  { active, initial, activations }: PolicyHistory,
  proposals: Proposals,
): Promise<Version | undefined> => {
  const isIt = (version: Version) => version.digest === digest;
  return [active, initial, ...activations].find(isIt) ?? (await proposals.all()).find(isIt);
};

/** Every known policy once: the one in force, those before it from the newest to the initial one, then proposals. */
export const knownPolicies = (
  { active, initial, activations }: PolicyHistory,
  proposals: readonly Proposal[],
): KnownPolicy[] => {
  const versions = new Map<string, Version>();
  for (const version of [active, ...activations, initial, ...proposals]) {
    if (!versions.has(version.digest)) versions.set(version.digest, version);
  }
  return [...versions.values()].map(({ digest, policy }) => {
    const proposed = proposals.find((proposal) => proposal.digest === digest)?.proposed;
    return {
      digest,
      active: digest === active.digest,
      policy,
      ...(proposed !== undefined && { proposed: new Date(proposed).toISOString() }),
      initial: digest === initial.digest,
      activations: activations
        .filter((activation) => activation.digest === digest)
        .map(({ position, time, reason, author }) => ({ position, time, reason, author })),
    };
  });
};
