import type { KnownPolicy } from '../../../services/contracts/http/policies.ts';
import type { Policy } from '../../../services/contracts/policy.ts';

/** A policy that came into force. */
export interface Version {
  readonly digest: string;
  readonly policy: Policy;
  /** Absent for the one that was there from the start. */
  readonly activation?: KnownPolicy['activations'][number];
}

/** What was in force, newest first: one policy may be there more than once. The initial one is the end. */
export const versionsOf = (policies: readonly KnownPolicy[]): readonly Version[] => {
  const activated = policies.flatMap(({ digest, policy, activations }) =>
    activations.map((activation) => ({ digest, policy, activation })),
  );
  activated.sort((a, b) => (a.activation.position < b.activation.position ? 1 : -1));
  return [
    ...activated,
    ...policies.filter(({ initial }) => initial).map(({ digest, policy }) => ({ digest, policy })),
  ];
};

/** Proposed and never in force. */
export const proposalsIn = (policies: readonly KnownPolicy[]): readonly KnownPolicy[] =>
  policies.filter(({ activations, initial }) => activations.length === 0 && !initial);
