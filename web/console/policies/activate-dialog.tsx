import { Modal, Text } from '@mantine/core';
import { useState } from 'react';
import type { KnownPolicy } from '../../../services/contracts/http/policies.ts';
import { ReasonForm } from '../frame/reason-form.tsx';
import { shortDigest } from '../frame/status-words.ts';
import { PolicyDiff } from './policy-diff.tsx';
import { useActivate } from './use-policies.ts';

interface ActivateProps {
  readonly active: KnownPolicy;
  readonly policy: KnownPolicy;
  readonly isTried: boolean;
  readonly onClose: () => void;
}

const ActivateForm = ({ active, policy, isTried, onClose }: ActivateProps) => {
  // What was in force when the dialog opened: that is what its author saw.
  const [expected] = useState(active.digest);
  const { mutate, isPending, error } = useActivate(onClose);
  return (
    <ReasonForm
      act="Activate"
      instead={{ proposal: { kind: 'policy', document: policy.policy }, base: expected }}
      onAct={(reason) => mutate({ digest: policy.digest, reason, expected })}
      {...{ isPending, error, onClose }}
    >
      {!isTried && <Text size="sm">Nobody has tried this policy on the log as it is now.</Text>}
      <PolicyDiff label="Changes" before={active.policy} after={policy.policy} />
    </ReasonForm>
  );
};

/** What a policy changes, before it comes into force; and why, for the log. */
export const ActivateDialog = ({ opened, ...rest }: ActivateProps & { readonly opened: boolean }) => (
  <Modal
    opened={opened}
    onClose={rest.onClose}
    title={`Activate ${shortDigest(rest.policy.digest)}?`}
    size="lg"
  >
    <ActivateForm {...rest} />
  </Modal>
);
