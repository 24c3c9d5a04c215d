import type { Policy } from '../../../contracts/policy.ts';
import { digestOf } from '../../../platform/digest/canonical-digest.ts';
import { AppError } from '../../../platform/http/app-error.ts';
import type { ChangeKind } from '../change-kind.ts';
import { jsonDiff } from '../json-diff.ts';

/** Another policy in place of the one in force. */
export const policyChange = (policy: Policy): ChangeKind => {
  const digest = digestOf(policy);
  return {
    base: ({ policyDigest }) => policyDigest,
    check({ policyDigest }) {
      if (policyDigest === digest)
        throw new AppError(409, 'nothing-changes', 'This policy is in force already.');
    },
    diff: ({ policy: before }) => jsonDiff(before, policy),
    acts: (signed) => [
      {
        content: { type: 'policy.activated', data: { digest, policy, ...signed } },
        subject: `policies/${digest}`,
      },
    ],
  };
};
