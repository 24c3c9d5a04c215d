import type { KnownPolicy } from '../../contracts/http/policies.ts';
import type { PolicyHistory, Version } from './policy-history.ts';
import type { Proposals } from './proposals.ts';

/** Finds a policy by its digest wherever one is known: on the log, among the proposals, in the code. */
export const findPolicy = (
  digest: string,
  { active, initial, activations }: PolicyHistory,
  proposals: Proposals,
): Version | undefined =>
  [active, initial, ...activations, ...proposals.all()].find((version) => version.digest === digest);

/** Every known policy once: the one in force, those before it from the newest to the initial one, then proposals. */
export const knownPolicies = (
  { active, initial, activations }: PolicyHistory,
  proposals: Proposals,
): KnownPolicy[] => {
  const versions = new Map<string, Version>();
  for (const version of [active, ...activations, initial, ...proposals.all()]) {
    if (!versions.has(version.digest)) versions.set(version.digest, version);
  }
  return [...versions.values()].map(({ digest, policy }) => {
    const proposed = proposals.find(digest)?.proposed;
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
